// nginx alone serves the page and an export: the same bytes as from the API, and the same plans.
//   DATABASE_URL, LOOPGENIE_API_PROGRAM, LOOPGENIE_PLAN_PROGRAM; HOSTING_WEB, HOSTING_DATA: page and export;
//   arguments: a command to run with --url ADDRESS while it is served
import { spawnSync } from 'node:child_process';
import { addresses, check } from '../faults/support.mjs';
import { request, startApi, startNginx } from './nginx.mjs';

const api = await startApi([]);
const nginx = await startNginx('static/loopgenie-static.conf', { '/srv/loopgenie/web': process.env.HOSTING_WEB, '/srv/loopgenie/data': process.env.HOSTING_DATA });

const different = [];
const targets = [...(await addresses(api)).map((url) => new URL(url).pathname), '/v1/places.json'];
for (const target of targets) {
  for (const headers of [{ 'accept-encoding': 'gzip' }, {}]) {
    const [file, answer] = await Promise.all([nginx, api].map(({ port }) => request(port, { target, headers })));
    const names = ['content-type', 'content-encoding', 'access-control-allow-origin', 'x-content-type-options', 'cross-origin-resource-policy'];
    const isSame = file.status === 200 && file.body.equals(answer.body) && names.every((name) => file.headers[name] === answer.headers[name]);
    if (!isSame) different.push(`${target} ${JSON.stringify(headers)} ${file.status}`);
  }
}
check(`${targets.length} files, two forms each: the API's bytes and types`, different.length === 0, different.slice(0, 3).join('; '));
const hashed = await request(nginx.port, { target: `${targets.at(-2)}?h=0123456789abcdef`, headers: { 'accept-encoding': 'gzip' } });
const unchanged = await request(nginx.port, { target: targets.at(-2), headers: { 'accept-encoding': 'gzip', 'if-none-match': hashed.headers.etag } });
check('with a hash in the address, too, and a 304', hashed.status === 200 && unchanged.status === 304, `${hashed.status} ${unchanged.status}`);
const nothing = await request(nginx.port, { target: '/v1/tiles/trails/13/0/0' });
check('where there is nothing, a 404 that other sites may read', nothing.status === 404 && nothing.headers['access-control-allow-origin'] === '*');
check('neither folders nor the list of headers are handed out', (await request(nginx.port, { target: '/v1/tiles/' })).status >= 400 && (await request(nginx.port, { target: '/headers.json' })).status === 404);
const index = await request(nginx.port, { target: '/', headers: { 'accept-encoding': 'gzip, br' } });
check('the page with its policy, in gzip where nginx has no module for Brotli', index.status === 200 && index.headers['content-encoding'] === 'gzip' && /default-src 'self'/.test(index.headers['content-security-policy']));

const [west, south, east, north] = JSON.parse((await request(api.port, { target: '/v1/meta' })).body).extent;
const middle = `${(south + north) / 2},${(west + east) / 2}`;
const plan = (tiles) => spawnSync(process.env.LOOPGENIE_PLAN_PROGRAM, ['--tiles', tiles, '--at', middle, '--drive', '15km', '--hike', '12km', '--effort', '20000', '--json'], { encoding: 'utf8' }).stdout;
const plans = [plan(nginx.url), plan(api.url)];
check('the same plan from files as from the API', plans[0] === plans[1] && JSON.parse(plans[0]).loops.length > 0, `${plans[0].length} bytes`);

if (process.argv.length > 2) {
  const ended = spawnSync(process.argv[2], [...process.argv.slice(3), '--url', nginx.url], { stdio: 'inherit' });
  check('the command ran to its end', ended.status === 0, ended.status);
}
await nginx.stop();
await api.stop();
