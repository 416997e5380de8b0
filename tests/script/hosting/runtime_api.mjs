// AWS Lambda's Runtime API as a server of the tests: hands events to whoever asks for the next, and takes the answers.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

const prefix = '/2018-06-01/runtime/';
const largestAnswer = 6 * 1024 * 1024;

export class RuntimeApi {
  #server = createServer((request, response) => this.#take(request, response));
  #waiting = []; // functions started and waiting for an event
  #queued = [];
  #open = new Map();
  #count = 0;
  connections = 0;
  initErrors = [];

  async start() {
    this.#server.on('connection', () => (this.connections += 1));
    this.#server.keepAliveTimeout = 0;
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.address = `127.0.0.1:${this.#server.address().port}`;
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  /** What became of one event: { answer } as the function posted it, or { error }. `event` is an object or text. */
  invoke(event, { seconds = 10 } = {}) {
    const id = `00000000-0000-4000-8000-${String((this.#count += 1)).padStart(12, '0')}`;
    const text = typeof event === 'string' ? event : JSON.stringify(event);
    return new Promise((resolve) => {
      this.#open.set(id, resolve);
      this.#queued.push({ id, text, seconds });
      this.#hand();
    });
  }

  #hand() {
    while (this.#waiting.length > 0 && this.#queued.length > 0) {
      const { id, text, seconds } = this.#queued.shift();
      const head = {
        'Content-Type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': id,
        'Lambda-Runtime-Deadline-Ms': Date.now() + seconds * 1000,
        'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:eu-west-1:000000000000:function:loopgenie',
        'Lambda-Runtime-Trace-Id': 'Root=1-00000000-000000000000000000000000;Sampled=0',
      };
      this.#waiting.shift().writeHead(200, head).end(text);
    }
  }

  async #take(request, response) {
    const path = request.url.slice(prefix.length);
    if (request.method === 'GET' && path === 'invocation/next') {
      this.#waiting.push(response);
      response.once('close', () => (this.#waiting = this.#waiting.filter((other) => other !== response)));
      this.#hand();
      return;
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const [, id, what] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (path === 'init/error') {
      this.initErrors.push({ ...JSON.parse(body), type: request.headers['lambda-runtime-function-error-type'] });
      response.writeHead(202).end('{"status":"OK"}');
    } else if (!this.#open.has(id)) {
      response.writeHead(400).end('{"errorType":"InvalidRequestID"}');
    } else if (body.length > largestAnswer) {
      response.writeHead(413).end('{"errorType":"RequestEntityTooLarge"}');
    } else {
      response.writeHead(202).end('{"status":"OK"}');
      this.#open.get(id)(what === 'response' ? { answer: JSON.parse(body) } : { error: JSON.parse(body) });
      this.#open.delete(id);
    }
  }
}

/** The event that a function URL makes of a request. */
export function eventOf({ method = 'GET', target, headers = {}, body }) {
  const [rawPath, rawQueryString = ''] = target.split(/\?(.*)/s);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    cookies: ['who=nobody'],
    headers: { host: 'localhost', 'x-forwarded-proto': 'https', ...headers },
    requestContext: { domainName: 'x.lambda-url.eu-west-1.on.aws', http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1' } },
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: body !== undefined,
  };
}

/** Status, headers (names in lower case) and bytes of an answer. */
export function read({ statusCode, headers, body, isBase64Encoded }) {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { status: statusCode, headers: Object.fromEntries(lower), body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') };
}

/** Starts the function as Lambda does: no arguments but those of its image, everything else in the environment. */
export function startFunction(command, runtime, environment = {}) {
  const child = spawn(command[0], command.slice(1), {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, AWS_LAMBDA_RUNTIME_API: runtime.address, ...environment },
  });
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const exited = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  return {
    pid: child.pid,
    exited,
    log: () => log,
    kill: (signal) => child.kill(signal),
    async stop() {
      child.kill('SIGKILL');
      await exited;
      await new Promise((resolve) => setTimeout(resolve, 30)); // the Runtime API has seen its connection close
    },
  };
}
