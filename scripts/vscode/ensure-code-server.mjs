// VS Code's own server with its web workbench, from npm's package code-server: the host of tests where no desktop is.
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNpm } from '../project.mjs';
import { ensureNode24 } from './ensure-node24.mjs';
import { installOnce } from './install-once.mjs';

/** code-server 4.139.1 is VS Code 1.139.1. */
const VERSION = '4.139.1';

/** Native modules that the server can't do without and that bring no binary for this platform. */
const NATIVE = ['@vscode/spdlog', '@vscode/native-watchdog'];

// The package's own postinstall builds everything, also what needs system headers that few machines have.
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

const productOf = (folder) => join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

async function install(folder) {
  const node = await ensureNode24();
  const env = {
    ...process.env,
    PATH: `${node.bin}${delimiter}${process.env.PATH ?? ''}`,
    npm_config_nodedir: node.home,
  };
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const product = productOf(folder);
  const parts = [
    ['the package', folder, ['install', ...QUIET, `code-server@${VERSION}`]],
    ['the server', product, ['install', '--omit=dev', ...QUIET]],
    ['the built-in extensions', join(product, 'extensions'), ['install', '--omit=dev', ...QUIET]],
    ['native modules', product, ['rebuild', '--ignore-scripts=false', '--loglevel=error', ...NATIVE]],
  ];
  for (const [place, [what, cwd, args]] of parts.entries()) {
    console.log(`   ${place + 1} of ${parts.length}: ${what}`);
    const code = await runNpm(args, { cwd, env, node: node.program });
    if (code !== 0)
      throw new Error(
        `VS Code's web workbench could not be installed (${what}): npm says above why; it needs the npm registry and a C++ compiler.`,
      );
  }
}

/** Returns the Node program and the server's script to start it with. */
export async function ensureCodeServer() {
  const node = await ensureNode24();
  const name = `code-server-${VERSION}`;
  const folder = await installOnce({ name, title: `VS Code's web workbench ${VERSION}`, install });
  return { node, server: join(productOf(folder), 'out', 'server-main.js') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureCodeServer();
