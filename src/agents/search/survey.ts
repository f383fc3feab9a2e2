import type { TestBench } from '../../engine/ports/test-bench.ts';
import { candidatesOf, type RepairCandidate } from './candidates.ts';
import { OPERATORS } from './operators/operator-table.ts';
import { hintsOf } from './rank/hints.ts';
import { importedFiles } from './rank/imported-files.ts';
import { spreadToDeclarations } from './rank/spread-to-declarations.ts';
import { suspicionOf, type Suspicion } from './rank/suspicion.ts';
import { parseSource, type SourceFile } from './syntax/source-file.ts';

/** What all searches of a step share: the evidence, read once; it holds nothing of any sample's outcome. */
export interface Survey {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly candidates: readonly RepairCandidate[];
  /** Failing tests, targets left out, by the lines that they ran: path → line → tests. */
  readonly otherFailures: ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>;
}

const MOST_FILES = 40;

/** Returns the candidates of a bench with what they were made of. */
export async function survey(bench: TestBench, signal: AbortSignal): Promise<Survey> {
  const coverage = await bench.coverage(signal);
  const sources = new Set(bench.sources);
  const failures = bench.failures.map((failure) => ({
    ...failure,
    frames: failure.frames.filter(({ path }) => sources.has(path)),
  }));
  const raw = suspicionOf({ targets: bench.targets, coverage, failures });
  const tests = [
    ...new Set([...bench.failures.map((failure) => failure.file), ...bench.targets.map(fileOf)]),
  ];
  const near = await importedFiles(tests, bench.sources, (path) => bench.readText(path));
  const paths = chosenPaths(bench, raw, near);
  const files = (
    await Promise.all(paths.map(async (path) => parseSource(path, await bench.readText(path))))
  ).filter((file) => file !== undefined);
  const located = !hasLines(raw, paths)
    ? everyLine(files, near)
    : bench.targets.some(isWholeFile)
      ? together(raw, everyLine(files, near))
      : raw;
  const suspicion = spreadToDeclarations(files, weighedByDistance(located, near));
  const candidates = candidatesOf({ files, suspicion, hints: hintsOf(bench.failures), operators: OPERATORS });
  return {
    files: new Map(files.map((file) => [file.path, file])),
    candidates,
    otherFailures: otherFailures(bench, coverage),
  };
}

function fileOf(test: string): string {
  return test.split(' › ')[0] ?? '';
}

function chosenPaths(bench: TestBench, suspicion: Suspicion, near: ReadonlyMap<string, number>): string[] {
  const accused = bench.sources.filter((path) => (suspicion.get(path)?.size ?? 0) > 0);
  const imported = bench.sources
    .filter((path) => near.has(path))
    .sort((a, b) => (near.get(a) ?? 0) - (near.get(b) ?? 0));
  const all = [...new Set([...accused, ...imported])];
  return (all.length > 0 ? all : [...bench.sources]).slice(0, MOST_FILES);
}

function hasLines(suspicion: Suspicion, paths: readonly string[]): boolean {
  return paths.some((path) => (suspicion.get(path)?.size ?? 0) > 0);
}

// A test file that dies or hangs tells little of what it ran.
function isWholeFile(test: string): boolean {
  return !test.includes(' › ');
}

function together(a: Suspicion, b: Suspicion): Suspicion {
  const all = new Map([...a].map(([path, lines]) => [path, new Map(lines)]));
  for (const [path, lines] of b) {
    const known = all.get(path) ?? new Map<number, number>();
    all.set(path, known);
    for (const [line, score] of lines) known.set(line, Math.max(score, known.get(line) ?? 0));
  }
  return all;
}

// Nothing points anywhere: every line of what the failing tests import is as good as any other.
function everyLine(files: readonly SourceFile[], near: ReadonlyMap<string, number>): Suspicion {
  const wanted = near.size > 0 ? files.filter((file) => near.has(file.path)) : files;
  return new Map(
    wanted.map((file) => [file.path, new Map(file.text.split('\n').map((_, index) => [index + 1, 0.5]))]),
  );
}

function weighedByDistance(
  suspicion: Suspicion,
  near: ReadonlyMap<string, number>,
): Map<string, Map<number, number>> {
  const weighed = new Map<string, Map<number, number>>();
  for (const [path, lines] of suspicion) {
    const closeness = near.size === 0 ? 1 : 0.7 + 0.3 / (near.get(path) ?? 4);
    weighed.set(path, new Map([...lines].map(([line, score]) => [line, score * closeness])));
  }
  return weighed;
}

function otherFailures(bench: TestBench, coverage: Awaited<ReturnType<TestBench['coverage']>>) {
  const targets = new Set(bench.targets);
  const found = new Map<string, Map<number, string[]>>();
  for (const record of coverage) {
    const tests = record.tests.filter((test) => !targets.has(test));
    if (record.passed || tests.length === 0) continue;
    for (const [path, lines] of Object.entries(record.lines)) {
      const known = found.get(path) ?? new Map<number, string[]>();
      found.set(path, known);
      for (const line of lines) known.set(line, [...(known.get(line) ?? []), ...tests]);
    }
  }
  return found;
}
