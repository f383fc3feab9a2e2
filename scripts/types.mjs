// Checks the types of every part that has a tsconfig of its own.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readdirSync } from 'node:fs';
import { root, runNode } from './project.mjs';

const PROJECTS = [
  'tsconfig.json',
  'src/webview/tsconfig.json',
  'test/webview/tsconfig.json',
  'test/e2e/tsconfig.json',
  'examples/extension/tsconfig.json',
];

const holdsCode = (project) =>
  existsSync(join(root, project)) &&
  readdirSync(dirname(join(root, project)), { recursive: true }).some((name) =>
    /\.(tsx?|[cm]js)$/.test(String(name)),
  );

for (const project of PROJECTS.filter(holdsCode)) {
  const code = await runNode('node_modules/typescript/bin/tsc', ['--noEmit', '-p', project]);
  if (code !== 0) process.exitCode = code;
}
