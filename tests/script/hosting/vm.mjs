// nginx in front of the API, as on a virtual machine: cache, one fetch for many, limits, stale answers, and requests that
// two servers could read differently.
//   DATABASE_URL, LOOPGENIE_API_PROGRAM; HOSTING_WEB: the installed page
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { addresses, check, eventually, sleep } from '../faults/support.mjs';
import { exchange, hasBrotli, request, startApi, startNginx } from './nginx.mjs';

const gzip = { 'accept-encoding': 'gzip, deflate' };
const browser = { 'accept-encoding': 'gzip, deflate, br, zstd' };
let api = await startApi([]);
const nginx = await startNginx('vm/loopgenie.conf', { '127.0.0.1:8080': `127.0.0.1:${api.port}`, '/opt/loopgenie/web': process.env.HOSTING_WEB }, { brotli: hasBrotli });
const ask = (target, headers = gzip, more = {}) => request(nginx.port, { target, headers, ...more });
const cached = (answer) => answer.headers['x-cache'];

async function page() {
  const index = await ask('/');
  const asset = /assets\/[^"]+\.js/.exec((await ask('/', {})).body)?.[0];
  check('the page, gzipped beforehand', index.status === 200 && index.headers['content-encoding'] === 'gzip');
  check('  … with its policy', /default-src 'self'/.test(index.headers['content-security-policy']) && index.headers['x-content-type-options'] === 'nosniff' &&
    index.headers['referrer-policy'] === 'no-referrer' && index.headers['cache-control'] === 'no-cache');
  const script = await ask(`/${asset}`);
  check('its files for a year', script.status === 200 && script.headers['content-encoding'] === 'gzip' && /immutable/.test(script.headers['cache-control']) &&
    /default-src/.test(script.headers['content-security-policy']), asset);
  if (hasBrotli) {
    const small = await ask(`/${asset}`, browser);
    check('  … in Brotli for browsers that take it', small.headers['content-encoding'] === 'br' && small.body.length < script.body.length &&
      small.headers['content-type'] === script.headers['content-type'] && brotliDecompressSync(small.body).equals(gunzipSync(script.body)), `${small.body.length} bytes, ${script.body.length} in gzip`);
    check('  … which caches on the way keep apart', small.headers.vary === 'Accept-Encoding' && script.headers.vary === 'Accept-Encoding' && small.headers.etag !== script.headers.etag);
    check('  … and not for those who refuse it', (await ask(`/${asset}`, { 'accept-encoding': 'gzip, br;q=0' })).headers['content-encoding'] === 'gzip');
  } else console.log('ok - # SKIP nginx in Brotli: its module is not installed');
  check('nginx does not tell its version', index.headers.server === 'nginx', index.headers.server);
  check('nothing outside the page', (await ask('/../../etc/passwd')).status >= 400 && (await ask('/..%2f..%2fetc/passwd')).status >= 400);
}

async function cache(paths) {
  const tile = paths.find((path) => path.includes('/trails/'));
  const direct = await request(api.port, { target: tile, headers: { 'accept-encoding': 'gzip' } });
  const [first, second] = [await ask(tile, browser), await ask(tile)];
  check('a tile is fetched once, then a hit', cached(first) === 'MISS' && cached(second) === 'HIT', `${cached(first)}, ${cached(second)}`);
  check('  … with the API\'s bytes and headers', second.body.equals(direct.body) &&
    ['etag', 'cache-control', 'content-type', 'content-encoding', 'access-control-allow-origin', 'vary'].every((name) => second.headers[name] === direct.headers[name]));
  const plain = await ask(tile, {});
  check('  … its other form apart', cached(plain) === 'MISS' && plain.headers['content-encoding'] === undefined && plain.body.length > second.body.length);
  const unchanged = await ask(tile, { ...gzip, 'if-none-match': direct.headers.etag });
  check('  … a 304 out of the cache', unchanged.status === 304 && cached(unchanged) === 'HIT');
  check('  … HEAD out of it, too', cached(await ask(tile, gzip, { method: 'HEAD' })) === 'HIT');
  check('what must not be kept is not', cached(await ask('/v1/tiles/trails/99/0/0')) !== 'HIT' && cached(await ask('/v1/tiles/trails/99/0/0')) !== 'HIT');

  const fresh = `${paths.find((path) => path.includes('/index/'))}?h=0123456789abcdef`;
  const before = (await api.paths()).length;
  const together = await Promise.all(Array.from({ length: 20 }, () => ask(fresh)));
  const fetched = (await api.paths()).length - before;
  check('20 who ask at once for what is not cached: the API is asked once', fetched === 1 && together.every(({ status }) => status === 200), fetched);
  const [west, south, east, north] = JSON.parse((await ask('/v1/meta', {})).body).extent;
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const box = `/v1/subgraph?bbox=${[lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01].map((degrees) => degrees.toFixed(4))}`;
  const types = [];
  for (const accept of ['application/geo+json', 'application/x-protobuf']) types.push((await ask(box, { accept })).headers['content-type']);
  check('a region as whatever is asked for', types.join() === 'application/geo+json,application/x-protobuf', types.join());
  check('only this machine sees its figures', (await ask('/metrics')).status === 200 && (await ask('/readyz')).status === 200);
}

async function smuggling() {
  const hidden = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';
  const head = 'POST /livez HTTP/1.1\r\nHost: a\r\n';
  const chunk = `0\r\n\r\n${hidden}`;
  const attempts = {
    'length and chunks': `${head}Content-Length: ${chunk.length}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`,
    'chunks and a short length': `${head}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${chunk}`,
    'two lengths': `${head}Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
    'a list of lengths': `${head}Content-Length: 0, ${hidden.length}\r\n\r\n${hidden}`,
    'a signed length': `${head}Content-Length: +0\r\n\r\n${hidden}`,
    'a space before the colon': `${head}Transfer-Encoding : chunked\r\nContent-Length: ${chunk.length}\r\n\r\n${chunk}`,
    'chunked in disguise': `${head}Transfer-Encoding: xchunked\r\nContent-Length: ${chunk.length}\r\n\r\n${chunk}`,
    'chunked after a vertical tab': `${head}Transfer-Encoding: \x0bchunked\r\nContent-Length: ${chunk.length}\r\n\r\n${chunk}`,
    'chunked on a folded line': `${head}Transfer-Encoding:\r\n chunked\r\nContent-Length: ${chunk.length}\r\n\r\n${chunk}`,
    'chunked twice': `${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n${chunk}`,
    'a chunk size with a sign': `${head}Transfer-Encoding: chunked\r\n\r\n-1\r\n${hidden}`,
    'a bare CR between the lines': `GET /livez HTTP/1.1\r\nHost: a\rContent-Length: ${hidden.length}\r\n\r\n${hidden}`,
    'a NUL in a header': `GET /livez HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n`,
    'a request in a request line': `GET /livez HTTP/1.1 GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n`,
    'two hosts': 'GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    'a line break out of %0d%0a': 'GET /v1/x%0d%0aHost:%20b%0d%0a%0d%0aGET%20/smuggled HTTP/1.1\r\nHost: a\r\n\r\n',
  };
  // As a body of the length that it has, the hidden request is a body, and does not reach the API.
  const honest = `GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`;
  const answered = {};
  await Promise.all(Object.entries(attempts).map(async ([name, bytes]) => (answered[name] = await exchange(nginx.port, bytes))));
  const passed = Object.entries(answered).filter(([, statuses]) => statuses.includes(200) && !statuses.every((status) => status === 200));
  console.log(Object.entries(answered).map(([name, statuses]) => `# ${name}: ${statuses.join(' ') || 'closed'}`).join('\n'));
  check(`${Object.keys(attempts).length} ways to hide a request: none is answered as one and refused as another`, passed.length === 0, passed.map(([name]) => name).join(', '));
  check('  … an honest body is skipped', (await exchange(nginx.port, honest, { ms: 30_000, enough: 1 })).join() === '200');
  const after = [];
  for (let i = 0; i < 20; i += 1) after.push(await ask('/livez'));
  check('  … and the connections to the API are in step', after.every(({ status, body }) => status === 200 && /alive/.test(body)));
  const smuggled = (await api.paths()).filter((path) => path.startsWith('/smuggled'));
  check('  … and no hidden request has reached the API', smuggled.length === 0, smuggled.length);
}

async function limit() {
  // The rate of a slow machine: however long the requests below take, only some of them are let through for it.
  await nginx.change({ 'rate=50r/s': 'rate=1r/s' });
  const answers = await Promise.all(Array.from({ length: 12 }, async () => {
    const statuses = [];
    for (let i = 0; i < 30; i += 1) statuses.push((await ask('/v1/meta')).status);
    return statuses;
  }));
  const count = (status) => answers.flat().filter((other) => other === status).length;
  check('who asks more than 200 at once is told 429', count(429) > 20 && count(200) >= 200 && count(200) + count(429) === 360, `200 × ${count(200)}, 429 × ${count(429)}`);
  const later = await eventually(() => ask('/v1/meta'), ({ status }) => status === 200);
  check('  … and not for long', later.status === 200, later.status);
  await nginx.change({});
}

async function stale(paths) {
  const tile = `${paths.find((path) => path.includes('/trails/'))}?h=1111111111111111`;
  await nginx.change({ 'proxy_ignore_headers Vary;': 'proxy_ignore_headers Vary Cache-Control; proxy_cache_valid 200 1s;' });
  const known = await ask(tile);
  await api.stop();
  await sleep(2100); // nginx counts whole seconds
  const answers = [await ask(tile), await ask(tile)];
  check('with the API stopped, what is known is served stale', answers.every((answer) => answer.status === 200 && answer.body.equals(known.body)) &&
    answers.every((answer) => cached(answer) === 'STALE'), answers.map(cached).join(', '));
  const unknown = await ask(`${tile}0`);
  check('  … and what is not is a 502', unknown.status === 502, unknown.status);
  check('  … and the page is served', (await ask('/')).status === 200);
}

const paths = (await addresses(api)).map((url) => new URL(url).pathname);
await page();
await cache(paths);
await smuggling();
await limit();
await stale(paths);
await nginx.stop();
