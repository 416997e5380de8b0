// SIGTERM under load, and a long quiet life.
import http from 'node:http';
import { addresses, ask, check, descriptorCount, load, residentKib, sleep, startServer, statuses } from './support.mjs';

/** One connection that asks again as soon as it has its answer, until the server says that it closes. */
async function askOn(url, answers) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let open = true; open; ) {
    const answer = await ask(url, { agent });
    answers.push(answer);
    open = answer.status !== 0 && answer.headers.connection !== 'close';
  }
  agent.destroy();
}

export async function terminated(database, web) {
  const server = await startServer([...database, '--web', web]);
  const answers = [];
  const paths = ['/v1/meta', '/big.bin', '/livez', '/readyz'];
  const clients = Array.from({ length: 32 }, (_, i) => askOn(server.url + paths[i % paths.length], answers));
  await sleep(1000);
  server.kill('SIGTERM');
  const { code, signal } = await server.exited;
  await Promise.all(clients);
  const dropped = answers.filter(({ status }) => status !== 200);
  check('SIGTERM under load: no answer is dropped', dropped.length === 0, statuses(answers));
  check('  … exit code 0', code === 0, `${code ?? signal}`);
}

/** Memory and descriptors after a first part of the time beside those at its end. */
export async function soak(database, web, minutes) {
  const server = await startServer([...database, '--web', web, '--cache-mib', '1']);
  const urls = [...(await addresses(server)), `${server.url}/`, `${server.url}/big.bin`, `${server.url}/no-such-file`, `${server.url}/metrics`];
  const end = Date.now() + minutes * 60_000;
  const run = async (until) => {
    // Answers are only counted here, so that this program does not grow instead.
    let bad = 0;
    while (Date.now() < until) {
      const stop = Math.min(until, Date.now() + 5000);
      bad += (await load(urls, 200, () => Date.now() > stop)).filter(({ status }) => status !== 200 && status !== 404).length;
    }
    return bad;
  };
  let bad = await run(Date.now() + minutes * 12_000);
  const [memory, descriptors] = [residentKib(server.pid), descriptorCount(server.pid)];
  bad += await run(end);
  await sleep(500);
  const [memoryAfter, descriptorsAfter] = [residentKib(server.pid), descriptorCount(server.pid)];
  const growth = memoryAfter / memory - 1;
  check(`${minutes} minutes of work: every request is answered`, bad === 0, `${bad} were not`);
  check('  … memory grows by less than 5 %', growth < 0.05, `${memory} to ${memoryAfter} KiB`);
  check('  … and descriptors do not', descriptorsAfter <= descriptors + 2, `${descriptors} to ${descriptorsAfter}`);
  await server.stop();
}
