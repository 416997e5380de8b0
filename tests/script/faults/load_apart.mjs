// The program behind loadApart in support.mjs: sends its answers to the one that started it.
import { loadFor } from './support.mjs';

const { urls, rate, seconds } = JSON.parse(process.argv[2]);
const answers = await loadFor(urls, rate, seconds);
process.send(answers.map(({ status, ms, reason }) => ({ status, ms, reason })), () => process.exit(0));
