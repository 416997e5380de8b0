// Clients that stall, stay silent or are too many: everybody else is served as if they were not there.
import { ask, check, connect, cpuSeconds, loadApart, percentile, sleep, startServer, statuses } from './support.mjs';

const seconds = 3;

/** What others get meanwhile. A machine that is slow by itself is allowed for by a look at it beforehand. */
async function others(server, before) {
  const answers = await loadApart([`${server.url}/livez`], 100, seconds);
  const p99 = percentile(answers, 0.99);
  return { answers, p99, allowed: (limit) => p99 <= limit + 2 * before };
}
const alone = async (server) => percentile(await loadApart([`${server.url}/livez`], 100, 1), 0.99);
const ms = (value) => `${value.toFixed(1)} ms`;

export async function stalledReaders(database, web) {
  const server = await startServer([...database, '--web', web]);
  const before = await alone(server);
  const stalled = [];
  for (let i = 0; i < 20; i += 1) {
    const { socket, opened } = connect(server.port);
    await opened;
    socket.pause();
    socket.write('GET /big.bin HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity\r\n\r\n'.repeat(2));
    stalled.push(socket);
  }
  await sleep(200);
  const cpu = cpuSeconds(server.pid);
  const { answers, p99, allowed } = await others(server, before);
  const share = (cpuSeconds(server.pid) - cpu) / seconds;
  check('20 readers stalled on large answers: others get theirs', answers.every((answer) => answer.status === 200), statuses(answers));
  check('  … 99 of 100 within 50 ms', allowed(50), `${ms(p99)}, alone ${ms(before)}`);
  check('  … at no more than a fifth of a processor', share <= 0.2, `${(share * 100).toFixed(0)} %`);
  for (const socket of stalled) socket.destroy();
  await server.stop();
}

export async function fewDescriptors(database) {
  const server = await startServer(database, { descriptors: 64 });
  const connections = [];
  for (let i = 0; i < 120; i += 1) connections.push(connect(server.port));
  await sleep(500);
  const cpu = cpuSeconds(server.pid);
  await sleep(2000);
  const share = (cpuSeconds(server.pid) - cpu) / 2;
  check('64 descriptors and 120 connections: the server lives', server.isAlive());
  check('  … and does not spin', share <= 0.2, `${(share * 100).toFixed(0)} % of a processor`);
  for (const { socket } of connections) socket.destroy();
  await sleep(500);
  const after = [];
  for (let i = 0; i < 20; i += 1) after.push(await ask(`${server.url}/livez`));
  check('  … and serves again once they are gone', after.every((answer) => answer.status === 200), statuses(after));
  const ready = await ask(`${server.url}/readyz`);
  check('  … ready, too', ready.status === 200, `${ready.status || ready.reason}`);
  await server.stop();
}

/** Connections that never ask, and ones that ask a byte at a time. */
export async function silentAndDripping(database) {
  const timeout = 2;
  const server = await startServer([...database, '--request-timeout-s', `${timeout}`, '--keep-alive-s', `${timeout}`]);
  const before = await alone(server);
  const connections = [];
  for (let i = 0; i < 1000; i += 1) connections.push(connect(server.port));
  const opened = await Promise.all(connections.map((connection) => connection.opened));
  // One byte after another: each is progress, but the request as a whole takes too long.
  const dripping = connections.slice(0, 100).map(({ socket }) => socket);
  const text = 'GET /livez HTTP/1.1\r\nHost: '.padEnd(1000, 'a');
  let next = 0;
  const drip = setInterval(() => {
    for (const socket of dripping) if (!socket.destroyed && socket.writable) socket.write(text[next % text.length]);
    next += 1;
  }, 100);
  for (const { socket } of connections) socket.on('error', () => {}).resume();
  const { answers, p99, allowed } = await others(server, before);
  await Promise.race([Promise.all(connections.map((connection) => connection.ended)), sleep(3000)]);
  clearInterval(drip);
  let late = 0;
  let longest = 0;
  for (const [i, { ended }] of connections.entries()) {
    const at = await Promise.race([ended, sleep(1)]);
    if (at === undefined) late += 1;
    else longest = Math.max(longest, at - opened[i]);
  }
  check('900 silent and 100 dripping connections are all cut', late === 0, `${late} left`);
  check('  … by their timeout and a second', longest <= (timeout + 1) * 1000 + 2 * before, `the last after ${longest} ms`);
  check('  … and others get their answers', answers.every((answer) => answer.status === 200), statuses(answers));
  check('  … 99 of 100 within 10 ms', allowed(10), `${ms(p99)}, alone ${ms(before)}`);
  for (const { socket } of connections) socket.destroy();
  await server.stop();
}
