// `npm run proof -- <name>`: what takes too long for every test run; results are committed beside the program. Without a
// name: `method`, the proof of the method.
import { runNamed } from './run-named.mjs';

const [first, ...others] = process.argv.slice(2);
const isNamed = first !== undefined && !first.startsWith('--');
const chosen = isNamed ? { name: first, args: others } : { name: 'method', args: process.argv.slice(2) };

await runNamed({ command: 'proof', file: 'evaluate.ts', ...chosen });
