// A database that restarts, loses its backends, goes away or hangs: what is cached is served, the rest is or says when to
// ask again, and nothing hangs. Two servers are asked at once: one that holds every tile in memory, and one without a cache.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { addresses, ask, check, eventually, failed, isLong, load, loadFor, sleep, startServer, statuses } from './support.mjs';

const control = process.env.LOOPGENIE_TEST_PG_CONTROL; // a program that takes start, stop, restart, pause or resume
const query = (sql) => spawnSync('/usr/lib/postgresql/15/bin/psql', ['--no-psqlrc', '--quiet', '--tuples-only', `--dbname=${process.env.DATABASE_URL}`, '-c', sql]);
const databaseControl = (what) => execFileSync(control, [what], { stdio: 'ignore' });

async function startBoth(database) {
  const cached = await startServer([...database, '--cache-mib', '64']);
  const bare = await startServer([...database, '--cache-mib', '0']);
  const cachedUrls = await addresses(cached);
  const bareUrls = cachedUrls.filter((url) => url.includes('/tiles/')).map((url) => url.replace(cached.url, bare.url));
  return { cached, bare, cachedUrls, bareUrls, stop: () => Promise.all([cached.stop(), bare.stop()]) };
}

const honest = (answer) => answer.status === 200 || (answer.status === 503 && Number(answer.headers['retry-after']) > 0);

export async function restart(database) {
  const both = await startBoth(database);
  let over = false;
  const cachedLoad = load(both.cachedUrls, 250, () => over);
  const bareLoad = load(both.bareUrls, 250, () => over);
  await sleep(1000);
  const child = spawn(control, ['restart'], { stdio: 'ignore' });
  await new Promise((resolve) => child.on('exit', resolve));
  await sleep(3000);
  over = true;
  const [cached, bare] = [await cachedLoad, await bareLoad];
  check('a restarted database at 500 requests a second: nothing hangs', [...cached, ...bare].every(({ status }) => status !== 0), statuses([...cached, ...bare]));
  check('  … what is cached is served throughout', failed(cached).length === 0, statuses(cached));
  check('  … what is not, too, or a 503 says when to ask again', bare.every(honest), statuses(bare));
  await eventually(() => ask(both.bareUrls[0]), ({ status }) => status === 200);
  const after = await Promise.all(both.bareUrls.map((url) => ask(url)));
  check('  … once it is back all is well', failed(after).length === 0, statuses(after));
  await both.stop();
}

export async function killedBackends(database) {
  const seconds = isLong ? 30 : 5;
  const both = await startBoth(database);
  const kill = setInterval(
    () => query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'loopgenie' and pid <> pg_backend_pid()"),
    1000,
  );
  const answers = (await Promise.all([loadFor(both.cachedUrls, 100, seconds), loadFor(both.bareUrls, 100, seconds)])).flat();
  clearInterval(kill);
  const bad = answers.filter(({ status }) => status === 0 || status >= 500);
  check(`backends killed every second for ${seconds} s: no request fails`, bad.length === 0, statuses(answers));
  await both.stop();
}

export async function away(database) {
  const seconds = isLong ? 30 : 4;
  const both = await startBoth(database);
  databaseControl('stop');
  await sleep(500);
  const [cached, bare, live, ready] = await Promise.all([
    loadFor(both.cachedUrls, 50, seconds),
    loadFor(both.bareUrls, 50, seconds),
    loadFor([`${both.cached.url}/livez`], 10, seconds),
    loadFor([`${both.cached.url}/readyz`], 10, seconds),
  ]);
  databaseControl('start');
  check(`a database that is away for ${seconds} s: the server lives`, failed(live).length === 0, statuses(live));
  check('  … and is not ready', ready.every(({ status }) => status === 503), statuses(ready));
  check('  … and serves what is cached', failed(cached).length === 0, statuses(cached));
  check('  … and says of the rest when to ask again', bare.every((answer) => answer.status === 503 && honest(answer)), statuses(bare));
  const after = await eventually(() => ask(`${both.cached.url}/readyz`), ({ status }) => status === 200);
  check('  … and is ready once it is back', after.status === 200, `${after.status}`);
  await both.stop();
}

/** Stopped processes keep their connections open and answer nothing: only a limit of time ends that. */
export async function hanging(database) {
  const seconds = isLong ? 30 : 4;
  const both = await startBoth(database);
  databaseControl('pause');
  try {
    const [cached, bare, live, ready] = await Promise.all([
      loadFor(both.cachedUrls, 50, seconds),
      loadFor(both.bareUrls, 50, seconds),
      loadFor([`${both.cached.url}/livez`, `${both.bare.url}/livez`], 50, seconds),
      loadFor([`${both.cached.url}/readyz`], 10, seconds),
    ]);
    check(`a database that hangs for ${seconds} s: what does not need it is answered`, failed([...cached, ...live]).length === 0, statuses([...cached, ...live]));
    check('  … the rest says when to ask again', bare.every((answer) => answer.status === 503 && honest(answer)), statuses(bare));
    check('  … the server is not ready', ready.every(({ status }) => status === 503), statuses(ready));
    const { code, signal } = await both.bare.stop();
    check('  … and a server ends meanwhile when it is told to', code === 0, `${code ?? signal}`);
  } finally {
    databaseControl('resume');
  }
  const after = await eventually(() => ask(`${both.cached.url}/readyz`), ({ status }) => status === 200);
  check('  … and is ready once the database goes on', after.status === 200, `${after.status}`);
  await both.cached.stop();
}
