import { MicrofactoryError } from '../../../engine/error.ts';
import type { Scratch, TreeId } from '../../../engine/ports/workspace.ts';
import type { TestCase, TestReport } from '../runners/test-runner.ts';
import type { FolderView } from '../../folder/folder-view.ts';
import type { Verifier } from '../verifier/verifier.ts';
import { anySources, breaking, probeTargets, verdictChanged, type ProbeTarget } from './probe.ts';

export interface ProbeOptions {
  readonly scratch: Scratch;
  readonly tree: TreeId;
  readonly view: FolderView;
  readonly verifier: Verifier;
  readonly cases: readonly TestCase[];
  readonly flaky: ReadonlySet<string>;
  /** Runs the whole verifier in the scratch folder as it is. */
  run(): Promise<TestReport>;
}

/** What the probe proved. `sees: false` means that there was no way to tell. */
export interface ProbeFinding {
  readonly sees: boolean;
  readonly sentence: string;
}

/**
 * Proves that the verifier reads the session's copy: with files broken there, its verdict must change. Throws
 * `verifier` when it does not change: the verifier then checks other files than those that are worked on.
 */
export async function runProbe(options: ProbeOptions): Promise<ProbeFinding> {
  const sources = await probeTargets(options.view, options.cases);
  if (sources.length > 0) return probeSources(options, sources);
  const rest = anySources(options.view);
  if (rest !== undefined && (await changes(options, rest))) return seen(rest);
  const tests = testFileTarget(options);
  if (tests !== undefined && (await changes(options, tests))) return seen(tests);
  if (tests !== undefined) throw notSeen(options.verifier, tests.paths);
  const elsewhere = options.cases.find(({ file }) => file !== '');
  if (elsewhere !== undefined) throw notSeen(options.verifier, rest?.paths ?? [elsewhere.file]);
  return unknown(options.verifier);
}

async function probeSources(options: ProbeOptions, targets: readonly ProbeTarget[]): Promise<ProbeFinding> {
  const after = await runBroken(
    options,
    targets.flatMap((target) => target.paths),
  );
  const blind = targets.filter((target) => !changed(options, after, target));
  // Imports of types alone are never loaded: one group that stays as it was proves something only by itself.
  const proven = targets.filter((target) => !blind.includes(target));
  const suspects = blind.filter((target) => loads(options.cases, target));
  const first = proven[0];
  if (first === undefined) return lastResort(options, targets);
  for (const suspect of suspects) {
    if (!(await changes(options, suspect)) && suspect.name !== '')
      throw notSeen(options.verifier, suspect.paths);
  }
  return seen(first);
}

// The imports may be ones that never load (mocked, or only named in a text): any source that changes the verdict will do.
async function lastResort(options: ProbeOptions, targets: readonly ProbeTarget[]): Promise<ProbeFinding> {
  const rest = anySources(options.view);
  if (rest !== undefined && (await changes(options, rest))) return seen(rest);
  const telling = targets.filter((target) => loads(options.cases, target));
  if (telling.length === 0) return unknown(options.verifier);
  throw notSeen(
    options.verifier,
    telling.flatMap((target) => target.paths),
  );
}

// A test file that does not load as it is may stay as it is whatever else is broken.
function loads(cases: readonly TestCase[], target: ProbeTarget): boolean {
  return cases.some(({ id, file }) => id !== file && target.testFiles.includes(file));
}

async function changes(options: ProbeOptions, target: ProbeTarget): Promise<boolean> {
  return changed(options, await runBroken(options, target.paths), target);
}

function changed(options: ProbeOptions, after: TestReport, target: ProbeTarget): boolean {
  const { cases, flaky } = options;
  return verdictChanged({ before: cases, after, flaky, testFiles: target.testFiles });
}

async function runBroken(options: ProbeOptions, paths: readonly string[]): Promise<TestReport> {
  await options.scratch.reset(options.tree);
  await options.scratch.write(breaking([...new Set(paths)]));
  return options.run();
}

function testFileTarget(options: ProbeOptions): ProbeTarget | undefined {
  const inView = new Set(options.view.paths);
  const steady = options.cases.find(
    (testCase) => inView.has(testCase.file) && !options.flaky.has(testCase.id),
  );
  return steady && { name: steady.file, paths: [steady.file], testFiles: [steady.file] };
}

function seen(target: ProbeTarget): ProbeFinding {
  return {
    sees: true,
    sentence: `Breaking ${named(target.paths)} in the session's copy changed the verdict.`,
  };
}

function unknown(verifier: Verifier): ProbeFinding {
  return { sees: false, sentence: `Whether ${verifier.shown} sees the session's copy could not be told.` };
}

function notSeen(verifier: Verifier, paths: readonly string[]): MicrofactoryError {
  return new MicrofactoryError({
    code: 'verifier',
    message: `The verifier "${verifier.shown}" does not see the session's copy of the files: breaking ${named(paths)} there did not change its verdict; let it run without absolute paths.`,
  });
}

function named(paths: readonly string[]): string {
  const more = paths.length > 2 ? ` and ${paths.length - 2} more` : '';
  return `${paths.slice(0, 2).join(', ')}${more}`;
}
