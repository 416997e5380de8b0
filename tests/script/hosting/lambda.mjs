// The service as an AWS Lambda function: the same requests through Lambda's Runtime API and through a socket give the
// same answers byte for byte; start, freezing, deadlines, limits and faults.
//   DATABASE_URL, LOOPGENIE_API_PROGRAM   as for tests/script/faults/
//   HOSTING_WEB                           the installed page
//   LOOPGENIE_FUNCTION                    how the function is started, if not as that program; words apart
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { addresses, check, isLong, sleep, startServer } from '../faults/support.mjs';
import { RuntimeApi, eventOf, read, startFunction } from './runtime_api.mjs';

const database = process.env.DATABASE_URL;
const web = mkdtempSync(join(tmpdir(), 'loopgenie-lambda-'));
const page = `<!doctype html><title>Loop Genie</title>${'Plans loops. '.repeat(200)}`;
writeFileSync(join(web, 'index.html'), page);
writeFileSync(join(web, 'index.html.br'), brotliCompressSync(page));
writeFileSync(join(web, 'small.bin'), randomBytes(4 << 20));
writeFileSync(join(web, 'large.bin'), randomBytes(5 << 20));

const program = process.env.LOOPGENIE_FUNCTION?.split(' ') ?? [process.env.LOOPGENIE_API_PROGRAM];
const command = [...program, '--web', web];
// Its connections are told from others by their name.
const environment = { DATABASE_URL: `${database}&application_name=loopgenie-lambda-test` };
const sql = (statement) => execFileSync('psql', ['--no-psqlrc', '-At', `--dbname=${database}`, '-c', statement], { encoding: 'utf8' }).trim();

/** The same request from a socket. What only the carrier adds is left out. */
function askSocket(port, { method = 'GET', target, headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', method, path: target, headers: { host: 'localhost', ...headers } });
    request.on('error', reject);
    request.on('response', async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      const { date, connection, 'content-length': length, ...rest } = response.headers;
      resolve({ status: response.statusCode, headers: rest, body: Buffer.concat(chunks) });
    });
    // A connection that is refused is closed: what were still sent could cut its answer short.
    request.end(body?.length > 65_536 ? undefined : body);
  });
}

async function goldenRequests(server) {
  const paths = (await addresses(server)).map((url) => new URL(url).pathname);
  const tile = paths.find((path) => path.includes('/trails/'));
  const etagOf = async (target, headers) => (await askSocket(server.port, { target, headers })).headers.etag;
  const gzip = { 'accept-encoding': 'gzip' };
  const hash = (await etagOf(tile, gzip)).slice(1, 17);
  const [west, south, east, north] = JSON.parse((await askSocket(server.port, { target: '/v1/meta' })).body).extent;
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const box = [lon - 0.02, lat - 0.02, lon + 0.02, lat + 0.02].map((degrees) => degrees.toFixed(5)).join(',');
  return [
    ...paths.flatMap((target) => [{ target, headers: gzip }, { target }]),
    { target: '/v1/meta', headers: { 'accept-encoding': 'br, gzip;q=0.5, identity;q=0' } },
    { target: '/v1/meta', headers: { ...gzip, 'if-none-match': await etagOf('/v1/meta', gzip) } },
    { target: '/v1/places.json', headers: gzip },
    { target: tile, method: 'HEAD', headers: gzip },
    { target: tile, method: 'OPTIONS', headers: { origin: 'https://example.org', 'access-control-request-method': 'GET' } },
    { target: `${tile}?h=${hash}`, headers: gzip },
    { target: `${tile}?h=0123456789abcdef`, headers: gzip },
    { target: tile, headers: { ...gzip, 'if-none-match': await etagOf(tile, gzip) } },
    { target: '/v1/tiles/trails/9/0/0' },
    { target: '/v1/tiles/trails/9/0' },
    { target: '/v1/tiles/trails/99/0/0' },
    { target: `/v1/subgraph?bbox=${box}` },
    { target: `/v1/subgraph?bbox=${box}`, headers: { accept: 'application/geo+json' } },
    { target: '/v1/subgraph?bbox=-180,-80,180,80' },
    { target: '/v1/subgraph?bbox=%20x' },
    { target: '/livez' },
    { target: '/readyz' },
    { target: '/', headers: gzip },
    { target: '/', headers: { 'accept-encoding': 'gzip, deflate, br' } },
    { target: '/', method: 'HEAD' },
    { target: '/small.bin' },
    { target: '/no%2Fsuch%00file' },
    { target: '/../../etc/passwd' },
    { target: '/v1/meta', method: 'DELETE' },
    { target: '/v1/meta', method: 'POST', headers: { 'content-length': '3' }, body: 'abc' },
    { target: '/v1/meta', method: 'POST', headers: { 'content-length': '70000' }, body: Buffer.alloc(70_000) },
    { target: `/${'x'.repeat(9_000)}` },
    { target: '/livez', headers: { 'x-long': 'x'.repeat(9_000) } },
    { target: '/livez', headers: Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`x-${i}`, 'a'])) },
    { target: '/livez', headers: { host: 'a b' } },
  ];
}

const name = ({ method = 'GET', target, headers }) => `${method} ${target.slice(0, 60)} ${JSON.stringify(headers ?? {}).slice(0, 80)}`;

async function sameAnswers(runtime) {
  const server = await startServer(['--database-url', database, '--web', web]);
  const requests = await goldenRequests(server);
  const different = [];
  for (const request of requests) {
    const fromSocket = await askSocket(server.port, request);
    const { answer } = await runtime.invoke(eventOf(request));
    const fromFunction = answer && read(answer);
    const isSame = answer && fromFunction.status === fromSocket.status && fromFunction.body.equals(fromSocket.body) &&
      JSON.stringify(Object.entries(fromFunction.headers).sort()) === JSON.stringify(Object.entries(fromSocket.headers).sort());
    if (!isSame) {
      different.push(name(request));
      console.log('# socket', fromSocket.status, fromSocket.headers, 'function', fromFunction?.status, fromFunction?.headers);
    }
  }
  check(`${requests.length} requests: status, headers and body as from a socket`, different.length === 0, different.join('; '));
  await server.stop();
}

/** How long it takes, ./loopgenie bench server measures. */
async function starts(runtime) {
  for (const [what, args] of Object.entries({ '': [], ' with the page': ['--web', process.env.HOSTING_WEB] })) {
    const answered = runtime.invoke(eventOf({ target: '/v1/meta', headers: { 'accept-encoding': 'gzip' } }));
    const started = startFunction([...program, ...args], runtime, environment);
    const { answer } = await answered;
    check(`a start${what} answers the request it was made for`, answer?.statusCode === 200, answer?.statusCode);
    await started.stop();
  }
}

async function limits(runtime) {
  const brotli = read((await runtime.invoke(eventOf({ target: '/', headers: { 'accept-encoding': 'gzip, deflate, br' } }))).answer);
  check('the page in Brotli, through base64', brotli.headers['content-encoding'] === 'br' && brotliDecompressSync(brotli.body).toString() === page);
  const small = read((await runtime.invoke(eventOf({ target: '/small.bin' }))).answer);
  check('4 MiB are handed on', small.status === 200 && small.body.equals(readFileSync(join(web, 'small.bin'))));
  const large = read((await runtime.invoke(eventOf({ target: '/large.bin' }))).answer);
  check('more than Lambda takes is a problem document that says so', large.status === 413 && /6 MB/.test(large.body), large.status);
  for (const [what, event] of Object.entries({
    'an event of version 1.0': { version: '1.0', httpMethod: 'GET', path: '/livez' },
    'no JSON': 'GET /livez',
    'a line break in a header': eventOf({ target: '/livez', headers: { 'x-a': 'b\r\nHost: evil' } }),
    'nothing': '',
  })) {
    const { error } = await runtime.invoke(event);
    check(`${what} is an error of the invocation`, /^got /.test(error?.errorMessage), error?.errorMessage);
  }
  check('  … and the next is answered', (await runtime.invoke(eventOf({ target: '/livez' }))).answer?.statusCode === 200);
  const decoded = read((await runtime.invoke(eventOf({ target: '/a b\n\u00e9' }))).answer);
  check('a path that the gateway has decoded is a 404 like any', decoded.status === 404, decoded.status);
}

async function frozen(runtime, started) {
  const mine = "application_name = 'loopgenie-lambda-test'";
  const count = () => sql(`select count(*) from pg_stat_activity where ${mine}`);
  check('one connection to the database', count() === '1', count());
  check('one connection to the Runtime API', runtime.connections === 1, runtime.connections);
  started.kill('SIGSTOP');
  sql(`select pg_terminate_backend(pid) from pg_stat_activity where ${mine}`);
  await sleep(1100);
  started.kill('SIGCONT');
  const after = [];
  for (const target of ['/v1/meta', '/readyz', '/v1/places.json']) after.push((await runtime.invoke(eventOf({ target }))).answer?.statusCode);
  check('a connection lost while frozen is made anew', after.every((status) => status === 200) && count() === '1', after.join(' '));
}

/** A network in between forgets the connection and tells nobody, as address translation does after some idle minutes. */
async function forgotten(runtime) {
  const socket = `${/host=([^&]+)/.exec(database)[1]}/.s.PGSQL.5432`;
  const known = [];
  const network = net.createServer((client) => {
    const server = net.connect(socket);
    known.push([client, server]);
    for (const end of [client, server]) end.on('error', () => [client, server].forEach((other) => other.destroy()));
    client.pipe(server).pipe(client);
  });
  await new Promise((resolve) => network.listen(0, '127.0.0.1', resolve));
  const through = startFunction(command, runtime, { DATABASE_URL: `postgresql://loopgenie@127.0.0.1:${network.address().port}/loopgenie` });
  await runtime.invoke(eventOf({ target: '/readyz' }));
  for (const [client, server] of known) client.unpipe(server), server.unpipe(client), client.pause(), server.pause();
  const statuses = [];
  for (let i = 0; i < 2; i += 1) statuses.push((await runtime.invoke(eventOf({ target: '/readyz' }))).answer?.statusCode);
  check('a connection that the network forgot is made anew', statuses.every((status) => status === 200), statuses.join(', '));
  await through.stop();
  known.flat().forEach((end) => end.destroy());
  network.close();
}

/** A tile with a hash that only the database may know is asked for while its table is locked, until the answer is there. */
async function deadline(runtime) {
  const tile = `${sql("select layer || '/' || z || '/' || x || '/' || y from loopgenie.tile limit 1")}?h=0000000000000001`;
  const lock = spawn('psql', ['--no-psqlrc', '-q', `--dbname=${database}`], { stdio: ['pipe', 'ignore', 'inherit'] });
  lock.stdin.write('begin;\nlock table loopgenie.tile;\n');
  const unlocked = new Promise((resolve) => lock.on('exit', resolve));
  while (sql("select count(*) from pg_locks where mode = 'AccessExclusiveLock' and relation = 'loopgenie.tile'::regclass") === '0') await sleep(20);
  const late = read((await runtime.invoke(eventOf({ target: `/v1/tiles/${tile}` }), { seconds: 0.75 })).answer);
  check('what is not ready by the deadline is a 503, while the database is still at it', late.status === 503 && lock.exitCode === null, late.status);
  lock.stdin.end('rollback;\n');
  await unlocked;
  const next = read((await runtime.invoke(eventOf({ target: `/v1/tiles/${tile}` }))).answer);
  check('  … and the next request gets the tile', next.status === 200, next.status);
}

async function failures(runtime) {
  const nothing = startFunction(command, runtime);
  const { code } = await nothing.exited;
  check('without a database given, the start is reported as failed', code === 1 && /DATABASE_URL/.test(runtime.initErrors[0]?.errorMessage) &&
    runtime.initErrors[0].type === 'LoopGenie.InvalidInput', JSON.stringify(runtime.initErrors));
  const away = startFunction(command, runtime, { ...environment, DATABASE_URL: 'host=/nonexistent dbname=none' });
  const statuses = [];
  for (const target of ['/v1/meta', '/']) statuses.push((await runtime.invoke(eventOf({ target }))).answer?.statusCode);
  check('with the database away, it serves the page and says what is missing', statuses.join(' ') === '503 200', statuses.join(' '));
  await away.stop();
  const left = startFunction(command, runtime, environment);
  await runtime.invoke(eventOf({ target: '/livez?who=secret', headers: { 'x-forwarded-for': '192.0.2.1' } }));
  await sleep(50);
  check('a line of the log for each request, without query and address', /"path":"\/livez","status":200/.test(left.log()) && !/secret|192\.0/.test(left.log()));
  await runtime.stop();
  const { code: gone } = await left.exited;
  check('it ends when the Runtime API is gone', gone === 1, gone);
}

const runtime = new RuntimeApi();
await runtime.start();
await starts(runtime);
runtime.connections = 0;
const started = startFunction(command, runtime, environment);
await sameAnswers(runtime);
await deadline(runtime);
await limits(runtime);
await frozen(runtime, started);
await started.stop();
if (isLong) await forgotten(runtime);
await failures(runtime);
rmSync(web, { recursive: true });
