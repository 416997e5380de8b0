// The function that the template gives the CDN, on its own: which of the page's two forms a request is sent to.
//   node choose_form.mjs TEMPLATE LOG: what the stand-in for the AWS command line has written down
import { readFileSync } from 'node:fs';
import { check } from '../faults/support.mjs';

const [, , templateFile, log] = process.argv;
const [, code] = /^ {6}FunctionCode: \|\n((?: {8}.*\n)+)/m.exec(readFileSync(templateFile, 'utf8'));
const handler = new Function(`${code}; return handler;`)();
const sentTo = (uri, accepted) =>
  handler({ request: { uri, headers: accepted === undefined ? {} : { 'accept-encoding': { value: accepted } } } }).uri;

const takes = ['br', 'gzip,br', 'gzip, deflate, br, zstd', 'br;q=1.0, gzip;q=0.8', 'gzip, br;q=0.001', 'BR'];
const refuses = [undefined, '', 'gzip', 'gzip, br;q=0', 'br;q=0.000', 'brotli', 'gzip, zebra', '*'];
check('the CDN sends those who take Brotli to it', takes.every((field) => sentTo('/assets/a.js', field) === '/br/assets/a.js'));
check('  … and nobody else', refuses.every((field) => sentTo('/assets/a.js', field) === '/assets/a.js'));
check('  … also at the start', sentTo('/', 'br') === '/br/index.html' && sentTo('/', 'gzip') === '/');

const keys = readFileSync(log, 'utf8').trimEnd().split('\n').map((line) => `/${line.split('\t')[0]}`);
const page = keys.filter((key) => !/^\/(v1|br)\//.test(key));
const missing = page.filter((key) => !keys.includes(sentTo(key, 'br')));
check(`  … where each of the page's ${page.length} files is`, page.length > 5 && missing.length === 0, missing.join(' '));
