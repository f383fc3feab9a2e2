// `npm run proof -- <name>`: what takes too long for every test run; results are committed beside the program.
import { runNamed } from './run-named.mjs';

await runNamed({ command: 'proof', file: 'evaluate.ts' });
