// Where the project is, and running its programs in a way that works on Windows too.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a program with inherited output; resolves to its exit code (1 when a signal ended it or it could not start). */
export function run(program, args, options = {}) {
  return new Promise((settle) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', (error) => {
      console.error(`Cannot run ${program}: ${error.message}`);
      settle(1);
    });
    child.once('close', (code) => settle(code ?? 1));
  });
}

/** Runs a Node program; its path is relative to the project. */
export function runNode(script, args = [], options = {}) {
  return run(process.execPath, [resolve(root, script), ...args], options);
}

/** npm's own script: npm.cmd cannot be spawned without a shell on Windows. */
function npmScript() {
  const beside = dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  return candidates.find((path) => path !== undefined && path.endsWith('npm-cli.js') && existsSync(path));
}

/** Runs npm with arguments of our own; `node` is the Node program that it runs on. */
export function runNpm(args, { node = process.execPath, ...options } = {}) {
  const script = npmScript();
  if (script !== undefined) return run(node, [script, ...args], options);
  const onWindows = process.platform === 'win32';
  return run(onWindows ? 'npm.cmd' : 'npm', args, { shell: onWindows, ...options });
}
