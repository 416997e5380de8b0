// Clients that stall, stay silent or are too many: everybody else is served as if they were not there.
// How fast, ./loopgenie bench server measures.
import { ask, check, connect, cpuSeconds, eventually, loadFor, sleep, startServer, statuses } from './support.mjs';

const seconds = 3;

/** Readers that ask for two large answers each and take none of them. */
export async function stall(server, count) {
  const stalled = [];
  for (let i = 0; i < count; i += 1) {
    const { socket, opened } = connect(server.port);
    await opened;
    socket.pause();
    socket.write('GET /big.bin HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity\r\n\r\n'.repeat(2));
    stalled.push(socket);
  }
  await sleep(200);
  return { end: () => stalled.forEach((socket) => socket.destroy()) };
}

/** Connections that never ask, and `dripping` of them that ask a byte at a time: each is progress, the whole takes too long. */
export async function beSilent(server, count, dripping) {
  const connections = Array.from({ length: count }, () => connect(server.port));
  const opened = await Promise.all(connections.map((connection) => connection.opened));
  const text = 'GET /livez HTTP/1.1\r\nHost: '.padEnd(1000, 'a');
  let next = 0;
  const drip = setInterval(() => {
    for (const { socket } of connections.slice(0, dripping)) {
      if (!socket.destroyed && socket.writable) socket.write(text[next % text.length]);
    }
    next += 1;
  }, 100);
  for (const { socket } of connections) socket.on('error', () => {}).resume();
  return {
    /** Milliseconds that each was open, once all are cut; null where some still are after `patience` seconds. */
    async cut(patience) {
      const ends = Promise.all(connections.map(({ ended }) => ended));
      const at = await Promise.race([ends, sleep(patience * 1000).then(() => null)]);
      return at && at.map((end, i) => end - opened[i]);
    },
    end() {
      clearInterval(drip);
      for (const { socket } of connections) socket.destroy();
    },
  };
}

export async function stalledReaders(database, web) {
  const server = await startServer([...database, '--web', web]);
  const readers = await stall(server, 20);
  const cpu = cpuSeconds(server.pid);
  const answers = await loadFor([`${server.url}/livez`], 100, seconds);
  // Processor time, which other programs of the machine do not lengthen: a server that spins takes a whole processor.
  const share = (cpuSeconds(server.pid) - cpu) / seconds;
  check('20 readers stalled on large answers: others get theirs', answers.every((answer) => answer.status === 200), statuses(answers));
  check('  … and the server does not spin', share <= 0.4, `${(share * 100).toFixed(0)} % of a processor`);
  readers.end();
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
  check('  … and does not spin', share <= 0.4, `${(share * 100).toFixed(0)} % of a processor`);
  const meanwhile = [];
  for (let i = 0; i < 20; i += 1) meanwhile.push(await ask(`${server.url}/livez`));
  check('  … and others are served meanwhile', meanwhile.every(({ status }) => status === 200), statuses(meanwhile));
  for (const { socket } of connections) socket.destroy();
  const first = await eventually(() => ask(`${server.url}/livez`), ({ status }) => status === 200);
  const after = [first];
  for (let i = 0; i < 20; i += 1) after.push(await ask(`${server.url}/livez`));
  check('  … and serves again once they are gone', after.every((answer) => answer.status === 200), statuses(after));
  const ready = await ask(`${server.url}/readyz`);
  check('  … ready, too', ready.status === 200, `${ready.status || ready.reason}`);
  await server.stop();
}

export async function silentAndDripping(database) {
  const server = await startServer([...database, '--request-timeout-s', '2', '--keep-alive-s', '2']);
  const silent = await beSilent(server, 1000, 100);
  const answers = await loadFor([`${server.url}/livez`], 100, seconds);
  const cut = await silent.cut(60);
  check('900 silent and 100 dripping connections are all cut', cut !== null);
  check('  … and others get their answers', answers.every((answer) => answer.status === 200), statuses(answers));
  silent.end();
  await server.stop();
}
