// `npm start`: VS Code on a fresh copy of the first example, with the extension. `--terminal`: the command line instead.
import { ensureInstalled } from './ensure-installed.mjs';
import { startInTerminal } from './start/in-terminal.mjs';
import { startInVscode } from './start/in-vscode.mjs';

await ensureInstalled();
const start = process.argv.includes('--terminal') ? startInTerminal : startInVscode;
process.exitCode = await start().catch((error) => {
  console.error(error.message);
  return 1;
});
