// For the tests of faults: a server of our own on a free port, requests with their times, and TAP lines.
import { fork, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const isLong = Boolean(process.env.LOOPGENIE_LONG);

/** Asks again and again until the answer is right, a minute at most; the last answer. */
export async function eventually(read, isRight) {
  for (const until = Date.now() + 60_000; ; await sleep(50)) {
    const seen = await read();
    if (isRight(seen) || Date.now() > until) return seen;
  }
}

let failures = 0;
export const failureCount = () => failures;
export function check(name, holds, seen = '') {
  if (!holds) failures += 1;
  console.log(`${holds ? 'ok' : 'not ok'} - ${name}${seen === '' ? '' : ` (${seen})`}`);
}

/** Starts loopgenie-api; `descriptors` limits how many it may open. */
export async function startServer(args, { descriptors } = {}) {
  const command = [process.env.LOOPGENIE_API_PROGRAM, '--port', '0', '--request-log', 'off', ...args];
  if (descriptors !== undefined) command.unshift('prlimit', `--nofile=${descriptors}:${descriptors}`, '--');
  const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const found = /listening on (\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    exited.then(() => reject(new Error(`the server ended instead of starting: ${said}`)));
  });
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid,
    exited,
    kill: (signal) => child.kill(signal),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** Seconds of processor time so far: clock ticks are hundredths on Linux. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
export const residentKib = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
export const descriptorCount = (pid) => readdirSync(`/proc/${pid}/fd`).length;

/** One request to its last byte; status 0 and the reason where there was no whole answer. Never rejects. */
export function ask(url, { agent, headers = {}, method = 'GET', patience = 10_000 } = {}) {
  const began = performance.now();
  return new Promise((resolve) => {
    const done = (status, more) => resolve({ status, ms: performance.now() - began, ...more });
    let bytesBefore = 0;
    /** The connection was an old one, which the server was ending when the request left: not a byte of an answer came. */
    const wasEnding = (error) => request.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(error.code) && request.socket.bytesRead === bytesBefore;
    const request = http.request(url, { agent, headers: { 'accept-encoding': 'gzip', ...headers }, method }, (response) => {
      let bytes = 0;
      response.on('data', (chunk) => (bytes += chunk.length));
      response.on('end', () => {
        const announced = Number(response.headers['content-length'] ?? bytes);
        const whole = method === 'HEAD' || response.statusCode === 304 || announced === bytes;
        done(whole ? response.statusCode : 0, { headers: response.headers, reason: whole ? '' : 'cut short' });
      });
      response.on('error', (error) => done(0, { reason: error.code }));
    });
    request.setTimeout(patience, () => request.destroy(Object.assign(new Error('hangs'), { code: 'hangs' })));
    request.on('socket', (socket) => (bytesBefore = socket.bytesRead));
    request.on('error', (error) => done(0, { reason: error.code, refused: error.code === 'ECONNREFUSED', wasEnding: wasEnding(error) }));
    request.end();
  });
}

/** As browsers do (RFC 9112 §9.3.1): what met the end of a connection that had been idle is asked once more, on a new one. */
async function askAgain(url, agent) {
  const first = await ask(url, { agent });
  if (!first.wasEnding) return first;
  const second = await ask(url);
  return { ...second, ms: first.ms + second.ms };
}

/** Asks the addresses in turn, `rate` times a second whatever comes back, until `until()` holds; all answers. */
export async function load(urls, rate, until) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const answers = [];
  const began = performance.now();
  for (let sent = 0; !until(); await sleep(5)) {
    for (; sent < ((performance.now() - began) / 1000) * rate; sent += 1) {
      answers.push(askAgain(urls[sent % urls.length], agent));
    }
  }
  const all = await Promise.all(answers);
  agent.destroy();
  return all;
}
/** The same in a program of its own, whose times nothing else that happens here disturbs. */
export function loadApart(urls, rate, seconds) {
  const child = fork(new URL('./load_apart.mjs', import.meta.url), [JSON.stringify({ urls, rate, seconds })]);
  return new Promise((resolve, reject) => {
    child.on('message', resolve);
    child.on('exit', (code) => reject(new Error(`the requests' program ended with ${code}`)));
  });
}
export const loadFor = (urls, rate, seconds) => {
  const end = Date.now() + seconds * 1000;
  return load(urls, rate, () => Date.now() > end);
};

export function percentile(answers, share) {
  const times = answers.map((answer) => answer.ms).sort((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))];
}
export const failed = (answers) => answers.filter((answer) => answer.status !== 200);
export function statuses(answers) {
  const counts = {};
  for (const { status, reason } of answers) {
    const name = status || reason;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return Object.entries(counts).map(([name, count]) => `${count} × ${name}`).join(', ');
}

/** A bare connection that tells when the other side ended it. */
export function connect(port) {
  const socket = net.connect(port, '127.0.0.1');
  const opened = new Promise((resolve) => socket.on('connect', () => resolve(Date.now())));
  const ended = new Promise((resolve) => {
    socket.on('close', () => resolve(Date.now()));
    socket.on('end', () => resolve(Date.now()));
    socket.on('error', () => resolve(Date.now()));
  });
  return { socket, opened, ended };
}

/** Every trail tile and document of the region, as the index names them: asked once, so that a cache has them. */
export async function addresses(server) {
  const meta = await (await fetch(`${server.url}/v1/meta`)).json();
  const [west, south, east, north] = meta.extent;
  const x = (lon, z) => Math.floor(((lon + 180) / 360) * 2 ** z);
  const y = (lat, z) => {
    const radians = (lat * Math.PI) / 180;
    return Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z);
  };
  const found = [`${server.url}/v1/meta`];
  for (const [layer, { minzoom, maxzoom }] of Object.entries(meta.layers)) {
    for (let z = minzoom; z <= maxzoom; z += 1) {
      for (let column = x(west, z); column <= x(east, z); column += 1) {
        for (let row = y(north, z); row <= y(south, z); row += 1) {
          const url = `${server.url}/v1/tiles/${layer}/${z}/${column}/${row}`;
          if ((await ask(url)).status === 200) found.push(url);
        }
      }
    }
  }
  return found;
}
