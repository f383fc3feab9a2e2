// A copy of the project to break things in, and running some of its tests there.
import { spawn } from 'node:child_process';
import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root } from '../project.mjs';
import { readVitestReport } from '../vitest-report.mjs';

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.cache', 'coverage']);
const TIMEOUT_MS = 10 * 60_000;

/** Copies everything but what is installed or built; dependencies are linked. */
export async function copyProject(copy) {
  await cp(root, copy, {
    recursive: true,
    verbatimSymlinks: true,
    // Fixtures may hold folders of those names on purpose: only the top level is left out.
    filter: (source) => !(LEFT_OUT.has(basename(source)) && join(root, basename(source)) === source),
  });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  await mkdir(join(copy, '.cache'), { recursive: true });
}

function runQuietly(copy, args) {
  return new Promise((settle) => {
    const child = spawn(process.execPath, args, {
      cwd: copy,
      stdio: 'ignore',
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    child.once('close', (code) => settle({ timedOut: code === null }));
  });
}

/** Runs the test files (those whose title matches `pattern`, when given) and returns their report; `build` bundles first. */
export async function runTests(copy, { tests, pattern, build = false }) {
  const report = join(copy, '.cache', 'report.json');
  await rm(report, { force: true });
  if (build) await runQuietly(copy, ['scripts/build.mjs']);
  const only = pattern === undefined ? [] : ['-t', pattern];
  const output = ['--reporter=json', `--outputFile.json=${report}`];
  const { timedOut } = await runQuietly(copy, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...tests,
    ...only,
    ...output,
  ]);
  return { ...(await readVitestReport(report)), timedOut };
}
