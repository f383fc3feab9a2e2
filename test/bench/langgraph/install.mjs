// Installs LangGraph.js with its SQLite checkpointer, once, outside of the product: `node test/bench/langgraph/install.mjs`.
// The last line it writes is the program to run. better-sqlite3 brings no program for every platform: it is built here,
// which takes Python 3, make and a C++ compiler.
import { existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, runNpm } from '../../../scripts/project.mjs';
import { installOnce } from '../../../scripts/vscode/install-once.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PROGRAM = 'loop.mjs';
const FILES = ['package.json', 'package-lock.json'];
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Node's own headers, where it brings them: then nothing is downloaded for the build. */
function headers() {
  const home = join(dirname(process.execPath), '..');
  return existsSync(join(home, 'include', 'node', 'node.h')) ? { npm_config_nodedir: home } : {};
}

async function install(folder) {
  for (const file of FILES) await copyFile(join(HERE, file), join(folder, file));
  const env = { ...process.env, ...headers() };
  const parts = [
    ['ci', '--ignore-scripts', ...QUIET],
    ['rebuild', 'better-sqlite3', '--ignore-scripts=false', ...QUIET],
  ];
  for (const args of parts) {
    const code = await runNpm(args, { cwd: folder, env, stdio: ['ignore', 2, 2] });
    if (code !== 0) throw new Error(`LangGraph.js can't be installed: npm ${args[0]} ended with ${code}.`);
  }
}

const { dependencies } = JSON.parse(await readFile(join(HERE, 'package.json'), 'utf8'));
const folder = await installOnce({
  // A native module fits one version of Node's binary interface.
  name: `langgraph-${dependencies['@langchain/langgraph']}-node-${process.versions.modules}`,
  title: 'LangGraph.js with its SQLite checkpointer',
  install,
  cache: join(root, '.cache'),
});
await copyFile(join(HERE, PROGRAM), join(folder, PROGRAM));
console.log(join(folder, PROGRAM));
