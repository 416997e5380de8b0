// Every fault, one after another: node run.mjs [NAME…]. Started by tests/script/faults.sh, which makes the database.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { away, hanging, killedBackends, restart } from './database.mjs';
import { fewDescriptors, silentAndDripping, stalledReaders } from './readers.mjs';
import { soak, terminated } from './stop.mjs';
import { check, failureCount, isLong } from './support.mjs';

const database = ['--database-url', process.env.DATABASE_URL];
const web = mkdtempSync(join(tmpdir(), 'loopgenie-faults-'));
writeFileSync(join(web, 'index.html'), '<!doctype html><title>Loop Genie</title>');
writeFileSync(join(web, 'big.bin'), Buffer.alloc(4 << 20, 'x'));

const faults = {
  stalledReaders: () => stalledReaders(database, web),
  fewDescriptors: () => fewDescriptors(database),
  silentAndDripping: () => silentAndDripping(database),
  terminated: () => terminated(database, web),
  restart: () => restart(database),
  killedBackends: () => killedBackends(database),
  away: () => away(database),
  hanging: () => hanging(database),
  ...(isLong ? { soak: () => soak(database, web, 10) } : {}),
};
const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(faults)) {
  try {
    await faults[name]();
  } catch (error) {
    check(`${name} runs to its end`, false, error.message);
  }
}
rmSync(web, { recursive: true });
process.exit(failureCount() === 0 ? 0 : 1);
