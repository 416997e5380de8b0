// What compose.yaml starts, without a container engine: node compose.mjs CONFIG TREE COMPOSE-FILE REGION in a network and a
// process namespace of its own, as root. CONFIG: the file as docker-compose reads it, in JSON; TREE: the image's files;
// REGION: a folder with an .osm.pbf and its elevation. Debian's PostgreSQL stands for the image that the file names.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, sleep } from '../faults/support.mjs';
import { request } from './nginx.mjs';

const [, , configFile, tree, composeFile, region] = process.argv;
const root = new URL('../../../', import.meta.url).pathname;
const { database, api } = JSON.parse(readFileSync(configFile, 'utf8')).services;
const containerfile = readFileSync(join(root, api.build.dockerfile), 'utf8');
const instruction = (name) => new RegExp(`^${name} (.*)$`, 'm').exec(containerfile)[1];
const folder = mkdtempSync(join(tmpdir(), 'loopgenie-compose-'));
execFileSync('chmod', ['711', folder]);

/** "ADDRESS:PORT:PORT/tcp" as [address, port outside, port inside]. */
const published = (service) => service.ports.map((port) => port.replace('/tcp', '').split(':')).map(([address, ...ports]) => [address, ...ports.map(Number)]);
/** Each service has an address of its own, and its port is where compose.yaml publishes it. */
const addresses = { database: '127.0.0.2', api: '127.0.0.3' };
function publish(name, service) {
  for (const [address, outside, inside] of published(service)) {
    net.createServer((client) => {
      const server = net.connect(inside, addresses[name]);
      for (const end of [client, server]) end.on('error', () => [client, server].forEach((other) => other.destroy()));
      client.pipe(server).pipe(client);
    }).listen(outside, address);
  }
}

const postgres = (program, ...args) => execFileSync('runuser', ['-u', 'postgres', '--', `/usr/lib/postgresql/15/bin/${program}`, ...args], { cwd: '/', stdio: 'pipe' });

/** As the image of compose.yaml does it at its first start. */
function startDatabase({ POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: name }) {
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(join(folder, 'password'), password);
  execFileSync('chown', ['postgres:', data, join(folder, 'password')]);
  postgres('initdb', '--pgdata', data, '--username', user, '--pwfile', join(folder, 'password'), '--auth-local', 'trust', '--auth-host', 'scram-sha-256');
  postgres('pg_ctl', 'start', '--wait', '--pgdata', data, '--log', join(data, 'log'), '--options', `-c listen_addresses=${addresses.database} -c unix_socket_directories=${data}`);
  postgres('createdb', '--host', data, '--username', user, name);
  postgres('psql', '--host', data, '--username', user, '--dbname', name, '-c', 'create extension postgis');
  return { PGHOST: data };
}

async function becomesHealthy({ test, retries }, environment) {
  for (let tries = 0; tries < retries; tries += 1) {
    if (spawnSync(test[1], test.slice(2), { env: { PATH: process.env.PATH, ...environment } }).status === 0) return true;
    await sleep(500);
  }
  return false;
}

/** A command with the image's files as its whole root, the service's environment, and no more rights than it is given. */
function inside(service, command) {
  const variables = { ...Object.fromEntries([instruction('ENV').split('=')]), ...service.environment };
  const limits = [...(service.security_opt?.includes('no-new-privileges:true') ? ['--no-new-privs'] : [])];
  if (service.cap_drop?.includes('ALL')) limits.push('--bounding-set', '-all,+sys_chroot,+setuid,+setgid'); // what entering it takes
  const mount = `mount --bind "$0" "$0" && mount --bind ${folder}/etc "$0/etc" && ${service.read_only ? 'mount -o remount,bind,ro "$0" && mount -o remount,bind,ro "$0/etc" &&' : ''} exec "$@"`;
  return spawn('unshare', ['--mount', 'bash', '-c', mount, tree, 'setpriv', ...limits, 'chroot', `--userspec=${instruction('USER')}`, '--groups=', tree, ...command],
    { env: { PATH: process.env.PATH, ...variables }, stdio: 'ignore' });
}
const ended = (child) => new Promise((resolve) => child.on('exit', resolve));
const get = async (target) => request(published(api)[0][1], { target });

check('the API waits until the database is healthy', api.depends_on.database.condition === 'service_healthy');
const session = startDatabase(database.environment);
check('  … which it becomes', await becomesHealthy(database.healthcheck, session));
publish('database', database);

// The names that an engine gives the services.
execFileSync('cp', ['-R', join(tree, 'etc'), join(folder, 'etc')]);
writeFileSync(join(folder, 'etc/hosts'), Object.entries(addresses).map(([name, address]) => `${address} ${name}\n`).join(''));
const entry = JSON.parse(instruction('ENTRYPOINT'));
const server = inside(api, entry);
const stopped = ended(server);
const health = JSON.parse(/^HEALTHCHECK .*CMD (.*)$/m.exec(containerfile)[1]);
for (let tries = 0; tries < 100 && (await get('/livez')).status !== 200; tries += 1) await sleep(100);
const [page, empty] = [await get('/'), await get('/readyz')];
check('it serves the page, and is not ready before there are data', page.status === 200 && /<!doctype html/i.test(page.body) && empty.status === 503, `${page.status}, ${empty.status}`);

const [osm, dem] = ['.osm.pbf', '.tif'].map((ending) => join(region, readdirSync(region).find((name) => name.endsWith(ending))));
const words = /^#\s+(\.\/loopgenie ingest .*)$/m.exec(readFileSync(composeFile, 'utf8'))[1].replace('FILE.osm.pbf', osm).replace('FILE…', dem).split(' ');
const imported = await ended(spawn(words[0], [...words.slice(1), '--no-install', '--state', join(folder, 'state')], { cwd: root, stdio: 'inherit' }));
check('the import that compose.yaml tells of', imported === 0, `exit code ${imported}`);
for (let tries = 0; tries < 100 && (await get('/readyz')).status !== 200; tries += 1) await sleep(100);
check('  … makes it ready', (await get('/readyz')).status === 200 && JSON.parse((await get('/v1/meta')).body).data.version.length === 16);
check('  … and healthy', (await ended(inside(api, health))) === 0);
const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
const field = (name) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)[1];
check('it runs without privileges, and cannot get any', /^0+$/.test(field('CapEff')) && /^0+$/.test(field('CapPrm')) && field('NoNewPrivs') === '1' && `${field('Uid')}:${field('Gid')}` === instruction('USER'));
const memory = `${Math.ceil(Number(field('VmHWM')) / 1024)} MiB`;
check('  … within its limits', Number(field('VmHWM')) * 1024 < parseInt(api.mem_limit, 10) << 20 && Number(field('Threads')) < api.pids_limit, `${memory} at most, ${field('Threads')} threads`);

server.kill('SIGTERM');
check('it ends when it is told to', (await stopped) === 0);
postgres('pg_ctl', 'stop', '--wait', '--mode', 'fast', '--pgdata', session.PGHOST);
rmSync(folder, { recursive: true });
process.exit(0);
