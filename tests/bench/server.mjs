// The server's figures that need faults to be seen, as a table. Each is also given as a ratio to what this machine does
// without the fault, for a slow or busy machine slows both.
//   node server.mjs --web web/dist [--quick]     DATABASE_URL and LOOPGENIE_API_PROGRAM as for tests/script/faults/
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { beSilent, stall } from '../script/faults/readers.mjs';
import { ask, cpuSeconds, loadApart, percentile, startServer } from '../script/faults/support.mjs';
import { RuntimeApi, eventOf, startFunction } from '../script/hosting/runtime_api.mjs';

const { values: options } = parseArgs({
  options: { web: { type: 'string' }, quick: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
});
if (options.help) {
  console.log('Usage: ./loopgenie bench server [--quick]\nThe server beside faults, and how it starts and stops, in a minute; --quick: a third of that.');
  process.exit(0);
}
const seconds = options.quick ? 2 : 10;
const startCount = options.quick ? 5 : 20;
const database = ['--database-url', process.env.DATABASE_URL];
const web = mkdtempSync(join(tmpdir(), 'loopgenie-bench-'));
writeFileSync(join(web, 'index.html'), '<!doctype html><title>Loop Genie</title>');
writeFileSync(join(web, 'big.bin'), Buffer.alloc(4 << 20, 'x'));

const ms = (value) => `${value.toFixed(1)} ms`;
const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const rows = [];
const row = (...cells) => rows.push(cells);

const p99 = async (server) => percentile(await loadApart([`${server.url}/livez`], 100, seconds), 0.99);

/** p99 of a small answer at 100 a second, with the fault and without it, and the server's share of a processor meanwhile. */
async function beside(what, args, fault) {
  const server = await startServer([...database, ...args]);
  const alone = await p99(server);
  const trouble = await fault(server);
  const cpu = cpuSeconds(server.pid);
  const with_it = await p99(server);
  const share = (cpuSeconds(server.pid) - cpu) / seconds;
  row(`p99 of a small answer beside ${what}`, ms(with_it), `${(with_it / alone).toFixed(1)} × without`);
  row('  the server takes of a processor', `${(share * 100).toFixed(0)} %`, '');
  const cut = trouble.cut ? await trouble.cut(60) : null;
  if (cut) row('  the last of them is cut after', `${(Math.max(...cut) / 1000).toFixed(2)} s`, `${(Math.max(...cut) / 2000).toFixed(2)} × its timeout`);
  trouble.end();
  await server.stop();
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Starts of the Lambda function to its first answer, beside starts of the program that only print its help. */
async function starts() {
  const program = process.env.LOOPGENIE_API_PROGRAM;
  const runtime = new RuntimeApi();
  await runtime.start();
  const helps = [];
  for (let i = 0; i < startCount; i += 1) {
    helps.push(await timed(() => new Promise((done) => spawn(program, ['--help'], { stdio: 'ignore' }).on('exit', done))));
  }
  for (const [what, args] of [['', []], [' with the page', ['--web', options.web]]]) {
    const times = [];
    for (let i = 0; i < startCount; i += 1) {
      const answered = runtime.invoke(eventOf({ target: '/v1/meta', headers: { 'accept-encoding': 'gzip' } }));
      let started;
      times.push(
        await timed(async () => {
          started = startFunction([program, ...args], runtime, { DATABASE_URL: process.env.DATABASE_URL });
          await answered;
        }),
      );
      await started.stop();
    }
    row(`Lambda: start to first answer${what}`, `median ${ms(middle(times))}, quickest ${ms(Math.min(...times))}`, `${(middle(times) / middle(helps)).toFixed(1)} × --help`);
  }
  await runtime.stop();
}

async function terminated() {
  const times = [];
  for (let i = 0; i < Math.max(3, startCount / 4); i += 1) {
    const server = await startServer(database);
    await ask(`${server.url}/v1/meta`);
    times.push(await timed(() => server.stop()));
  }
  row('SIGTERM to the end, nothing in flight', `median ${ms(middle(times))}`, '');
}

await beside('20 readers that stall', ['--web', web], (server) => stall(server, 20));
await beside('900 silent and 100 dripping connections', ['--request-timeout-s', '2', '--keep-alive-s', '2'], (server) => beSilent(server, 1000, 100));
await terminated();
await starts();
rmSync(web, { recursive: true });
console.log('| the server on the demo region | measured | ratio |\n|---|---|---|');
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
