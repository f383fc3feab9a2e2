import type { Plan, PlannedStep } from '../../../engine/maker/step.ts';
import { titlesOfId } from '../runners/case-ids.ts';
import type { TestCase } from '../runners/test-runner.ts';
import { isSourceFile } from '../sources/file-kinds.ts';
import { clusterFailures, type Cluster } from './cluster-failures.ts';

const MAX_LEAVES = 40;

/** Returns a plan of one leaf for each group of failing tests, the most specific first; undefined when none fails. */
export function planFromFailures(
  failing: readonly TestCase[],
  /** Returns a test file's length, for putting the most specific tests first. */
  sizeOfFile: (path: string) => number,
): Plan | undefined {
  if (failing.length === 0) return undefined;
  const clusters = clusterFailures(failing, MAX_LEAVES);
  const size = (cluster: Cluster) => sizeOfFile(cluster[0]?.file ?? '');
  const ordered = clusters
    .map((cluster, index) => ({ cluster, index }))
    .sort((a, b) => size(a.cluster) - size(b.cluster) || a.index - b.index);
  return { steps: ordered.map(({ cluster }) => leaf(cluster)) };
}

/** Returns one leaf that makes the tests pass. */
export function leaf(cases: Cluster): PlannedStep {
  const sources = cases.flatMap((testCase) => testCase.frames.map(({ path }) => path)).filter(isSourceFile);
  return {
    title: title(cases.map(({ id }) => id)),
    description: description(cases),
    kind: 'edit',
    promise: { kind: 'tests', tests: cases.map(({ id }) => id) },
    mayBreak: [],
    files: [...new Set(sources)].slice(0, 5),
    filesAreHints: true,
    dependsOn: [],
  };
}

/** Returns `Make "csv › doubled quotes" pass`, counting the tests after the first. */
export function title(tests: readonly string[]): string {
  const first = tests[0] ?? '';
  const name = titlesOfId(first).join(' › ') || first;
  return `Make "${name}"${tests.length > 1 ? ` and ${tests.length - 1} more` : ''} pass`;
}

function description(cases: Cluster): string {
  const named = cases.slice(0, 5).map(({ id, message }) => `- ${id}: ${message.split('\n')[0] ?? ''}`);
  const more = cases.length > 5 ? [`- and ${cases.length - 5} more`] : [];
  return [
    'Change the source code so that these tests pass, without changing the tests and without breaking others:',
    ...named,
    ...more,
  ].join('\n');
}
