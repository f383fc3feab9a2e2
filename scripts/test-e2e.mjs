// `npm run e2e [-- <part of a file's name>]`: the packaged extension in a real workbench, driven through a browser.
import { ensureInstalled } from './ensure-installed.mjs';
import { runNode } from './project.mjs';

await ensureInstalled();
const args = ['run', '--config', 'test/e2e/vitest.config.ts', ...process.argv.slice(2)];
process.exitCode = await runNode('node_modules/vitest/vitest.mjs', args);
