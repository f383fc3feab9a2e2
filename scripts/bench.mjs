// `npm run bench -- <name>`: measures speed and memory, beside a plain loop that shows the limit.
import { runNamed } from './run-named.mjs';

await runNamed({ command: 'bench', file: 'measure.ts' });
