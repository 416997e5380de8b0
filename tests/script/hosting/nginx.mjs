// Debian's nginx with the configurations of api/deploy/, on ports and folders of the test's own.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep } from '../faults/support.mjs';

const program = '/usr/sbin/nginx';
const brotliModule = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
/** Whether this machine's nginx has its module for Brotli. */
export const hasBrotli = existsSync(brotliModule);
const deploy = new URL('../../../api/deploy/', import.meta.url).pathname;

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts nginx with `site`, a file below api/deploy/. `places` maps what stands in it to what the test has instead;
 * `change` starts it again with more of that; its cache stays. `brotli`: with the module for it and its snippet.
 */
export async function startNginx(site, places, { brotli = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'loopgenie-nginx-'));
  for (const name of ['log', 'cache', 'conf.d', 'snippets']) mkdirSync(join(folder, name));
  const port = await freePort();
  copyFileSync(join(deploy, 'vm/loopgenie-page.conf'), join(folder, 'snippets/loopgenie-page.conf'));
  if (brotli) copyFileSync(join(deploy, 'vm/loopgenie-brotli.conf'), join(folder, 'snippets/loopgenie-brotli.conf'));
  const write = (changes = {}) => {
    let text = readFileSync(join(deploy, site), 'utf8');
    text = text.replaceAll('/var/log/nginx/', `${folder}/log/`).replaceAll('/var/lib/nginx/', `${folder}/cache/`);
    for (const [from, to] of Object.entries({ 'listen 80;': `listen 127.0.0.1:${port};`, ...places, ...changes })) {
      if (!text.includes(from)) throw new Error(`${site} does not say ${from}`);
      text = text.replaceAll(from, to);
    }
    writeFileSync(join(folder, 'conf.d/site.conf'), text);
  };
  write();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${brotli ? `load_module ${brotliModule};` : ''} ${process.getuid() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid; worker_processes 1;
     error_log ${folder}/log/error.log; events { worker_connections 512; }
     http { include /etc/nginx/mime.types; ${temporary.join(' ')} include ${folder}/conf.d/*.conf; }`,
  );
  const args = ['-p', folder, '-e', join(folder, 'log/error.log'), '-c', join(folder, 'nginx.conf')];
  const tested = spawnSync(program, ['-t', ...args], { encoding: 'utf8' });
  if (tested.status !== 0) throw new Error(`nginx -t: ${tested.stderr}`);
  let exited;
  let child;
  const start = async () => {
    child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    exited = new Promise((resolve) => child.on('exit', resolve));
    for (let tries = 0; tries < 250 && (await request(port, { target: '/' })).status === 0; tries += 1) await sleep(20);
  };
  const stop = () => {
    child.kill('SIGTERM');
    return exited;
  };
  await start();
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async change(changes) {
      await stop();
      write(changes);
      await start();
    },
    async stop() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** loopgenie-api with a line of its log for each request, from which `paths` tells what has reached it. */
export async function startApi(args) {
  const child = spawn(process.env.LOOPGENIE_API_PROGRAM, ['--port', '0', '--database-url', process.env.DATABASE_URL, ...args]);
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const exited = new Promise((resolve) => child.on('exit', resolve));
  const port = await new Promise((resolve) => child.stdout.on('data', (text) => resolve(Number(/:(\d+)\s/.exec(text)[1]))));
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    /** Complete once the log's half second has passed. */
    async paths() {
      await sleep(700);
      return [...log.matchAll(/"path":"([^"]*)"/g)].map((match) => match[1]);
    },
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** One request on a connection of its own; status 0 where nothing answers. */
export function request(port, { target, headers = {}, method = 'GET', agent = false }) {
  return new Promise((resolve) => {
    const asked = http.request({ host: '127.0.0.1', port, path: target, method, headers: { host: 'localhost', ...headers }, agent });
    asked.on('error', () => resolve({ status: 0, headers: {} }));
    asked.on('response', async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
    });
    asked.end();
  });
}

/**
 * The statuses that come back for bytes that no client library would send, until the other side closes, `ms` have passed, or
 * there are `enough`.
 */
export function exchange(port, bytes, { ms = 250, enough = Infinity } = {}) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')));
    let got = '';
    const statuses = () => [...got.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map((match) => Number(match[1]));
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(statuses());
    };
    const timer = setTimeout(end, ms);
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
      if (statuses().length >= enough) end();
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}
