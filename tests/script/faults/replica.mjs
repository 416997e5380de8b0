// An import on the primary while a server reads from its replica: no failed answer, and none of neither data.
//   node replica.mjs PRIMARY REPLICA COMMAND…   addresses of two servers without a cache; COMMAND imports on the primary
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { addresses, check, eventually, sleep } from './support.mjs';

const [primary, replica, ...command] = process.argv.slice(2);

async function ask(base, path) {
  const response = await fetch(base + path);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, hash: createHash('sha256').update(bytes).digest('hex'), etag: response.headers.get('etag') };
}
const paths = (await addresses({ url: replica })).map((url) => url.slice(replica.length));
const all = async () => Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await ask(primary, path)])));
const isAny = (answer, state) => answer.hash === state.hash && answer.status === state.status;

const before = await all();
let isDone = false;
const importer = spawn(command[0], command.slice(1), { stdio: 'ignore' });
const code = new Promise((resolve) => importer.on('exit', resolve));
const answers = [];
const ask_on = async () => {
  for (let i = Math.floor(Math.random() * paths.length); !isDone; i += 1) {
    const path = paths[i % paths.length];
    answers.push({ path, ...(await ask(replica, path)) });
    await sleep(2);
  }
};
const askers = [ask_on(), ask_on()];
const imported = await code;
const isNew = (answer) => !isAny(answer, before['/v1/meta']);
// Each server looks for new data by itself.
for (const server of [replica, primary]) await eventually(() => ask(server, '/v1/meta'), isNew);
await sleep(300);
isDone = true;
await Promise.all(askers);
const after = await all();

check('an import on the primary meanwhile', imported === 0, `exit code ${imported}`);
const changed = paths.filter((path) => after[path].hash !== before[path].hash);
check('  … brings other data', changed.length > 1, `${changed.length} of ${paths.length} addresses differ`);
const failed = answers.filter(({ status }) => status !== 200 && status !== 204);
check(`${answers.length} answers from the replica: none failed`, answers.length > 50 && failed.length === 0, failed.length);
const mixed = answers.filter((answer) => !isAny(answer, before[answer.path]) && !isAny(answer, after[answer.path]));
check('  … and each is of the data before or after', mixed.length === 0, mixed.length);
const newest = answers.filter((answer) => changed.includes(answer.path) && isAny(answer, after[answer.path])).length;
check('  … the replica has the new data, too', newest > 0, newest);
const old = changed.find((path) => path.includes('/tiles/') && before[path].status === 200);
const kept = await ask(replica, `${old}?h=${before[old].etag.slice(1, 17)}`);
check('  … and still answers hashes of the old', isAny(kept, before[old]), old);
process.exit(0);
