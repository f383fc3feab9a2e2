import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LineCoverage } from '../../../../engine/ports/test-bench.ts';
import type { Scratch } from '../../../../engine/ports/workspace.ts';
import { runTests } from '../../runners/run-tests.ts';
import type { TestCase, TestRunner } from '../../runners/test-runner.ts';
import { withNodeOptions } from '../with-node-options.ts';
import { coverageHookSource } from './hook-source.ts';
import { readCoverage } from './read-records.ts';

/** A suite that takes longer tells of the tests that it got to. */
const LONGEST_MS = 30_000;

/** Returns the lines that each single test ran, from one run of the suite under V8's precise coverage. */
export async function collectCoverage(
  options: {
    readonly scratch: Scratch;
    readonly runner: TestRunner;
    readonly testFiles: readonly string[];
    readonly isSource: (path: string) => boolean;
    readonly timeoutMs: number;
  },
  signal: AbortSignal,
): Promise<LineCoverage[]> {
  const { scratch, testFiles } = options;
  return withReportsFolder(async (folder) => {
    const hook = join(folder, 'hook.mjs');
    const absolute = testFiles.map((file) => resolve(scratch.root, file));
    await writeFile(hook, coverageHookSource({ root: scratch.root, testFiles: absolute, folder }));
    const added = ['--max-old-space-size=1024', '--import', pathToFileURL(hook).href];
    const runner = withNodeOptions(options.runner, added);
    const timeoutMs = Math.min(options.timeoutMs, LONGEST_MS);
    const { cases } = await runTests({ runner, scratch, selection: { files: testFiles }, timeoutMs }, signal);
    return ofSources(await read(folder, cases, scratch), options.isSource);
  });
}

/** Lends a folder outside the worktree for the time of `work`. */
export async function withReportsFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-coverage-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read(folder: string, cases: readonly TestCase[], scratch: Scratch): Promise<LineCoverage[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ndjson')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return readCoverage(texts, cases, scratch);
}

/** Returns the records with the lines of sources alone. */
export function ofSources(
  records: readonly LineCoverage[],
  isSource: (path: string) => boolean,
): LineCoverage[] {
  return records.map((record) => ({
    ...record,
    lines: Object.fromEntries(Object.entries(record.lines).filter(([path]) => isSource(path))),
  }));
}
