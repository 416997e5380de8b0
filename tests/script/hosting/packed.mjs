// The zip of the Lambda function, unpacked: node packed.mjs FOLDER. It runs with no library but those it brought along.
import { readFileSync } from 'node:fs';
import { check } from '../faults/support.mjs';
import { RuntimeApi, eventOf, read, startFunction } from './runtime_api.mjs';

const folder = process.argv[2];
const runtime = new RuntimeApi();
await runtime.start();
const answered = runtime.invoke(eventOf({ target: '/v1/meta' }));
const started = startFunction([`${folder}/bootstrap`], runtime, { LAMBDA_TASK_ROOT: folder, DATABASE_URL: process.env.DATABASE_URL });
const meta = read((await answered).answer);
check('the packed function answers', meta.status === 200 && JSON.parse(meta.body).data.version !== undefined);
const page = read((await runtime.invoke(eventOf({ target: '/', headers: { 'accept-encoding': 'gzip, br' } }))).answer);
check('  … also the page, in Brotli', page.status === 200 && page.headers['content-encoding'] === 'br');
const mapped = new Set([...readFileSync(`/proc/${started.pid}/maps`, 'utf8').matchAll(/ (\/.*)$/gm)].map((match) => match[1]));
const foreign = [...mapped].filter((file) => !file.startsWith(`${folder}/`) && /\.so/.test(file));
check('  … with its own loader and libraries', foreign.length === 0, foreign.join(' ') || `${mapped.size} files`);
await started.stop();
await runtime.stop();
