// `npm run screenshots [-- view …]`: pictures of every view in four themes, of the packaged extension on the first example.
import { join } from 'node:path';
import { root } from './project.mjs';
import { runTypeScript } from './run-typescript.mjs';

process.exitCode = await runTypeScript(
  join(root, 'test', 'e2e', 'screenshots', 'take-screenshots.ts'),
  process.argv.slice(2),
);
