import { resolve } from 'node:path';
import { titlePattern, titlesOfId } from './case-ids.ts';
import { namedTests, selectedFiles } from './selection.ts';
import type { RunPlace, TestSelection } from './test-runner.ts';

// Options of node whose value is the next word.
const WITH_VALUE =
  /^(--import|--require|-r|--loader|--experimental-loader|--conditions|-C|--env-file|--test-timeout|--test-concurrency)$/;
// What chooses or reports tests is ours in a run of a selection; watching and coverage are not wanted there.
const DROPPED =
  /^--(test|watch|test-only|test-reporter(-destination)?|test-name-pattern|test-skip-pattern|test-shard|experimental-test-coverage|test-coverage-.*|test-force-exit)(=|$)/;
const DROPPED_WITH_VALUE =
  /^--(test-reporter(-destination)?|test-name-pattern|test-skip-pattern|test-shard)$/;

/**
 * Returns the argv that runs the selection without a package manager: one file runs in the process itself, which saves
 * a second start of node; undefined when the words do not start node's runner.
 */
export function nodeSelectionArgv(
  words: readonly string[],
  selection: TestSelection,
  place: RunPlace,
): string[] | undefined {
  const start = nodeStart(words);
  if (start === undefined) return undefined;
  const files = selectedFiles(selection).map((file) => resolve(place.root, file));
  const patterns = namePatterns(namedTests(selection)).map((pattern) => `--test-name-pattern=${pattern}`);
  return [...start, ...(files.length === 1 ? [] : ['--test']), ...patterns, ...files];
}

function nodeStart(words: readonly string[]): string[] | undefined {
  const program = /(?:^|[\\/])(node|tsx)(?:\.exe|\.cmd)?$/.exec(words[0] ?? '')?.[1];
  if (program === undefined) return undefined;
  const node = program === 'tsx' ? ['node', '--import', 'tsx'] : [words[0] as string];
  return [...node, ...keptOptions(words.slice(1))];
}

function keptOptions(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    if (!word.startsWith('-')) break;
    if (DROPPED.test(word)) index += DROPPED_WITH_VALUE.test(word) ? 1 : 0;
    else if (WITH_VALUE.test(word)) kept.push(word, words[(index += 1)] ?? '');
    else kept.push(word);
  }
  return kept;
}

// Node 20 asks every level for its own match, later versions accept a matching ancestor: naming all levels suits both,
// at the price of running a few tests more.
function namePatterns(tests: readonly string[]): string[] {
  const titles = new Set(tests.flatMap((test) => titlesOfId(test)));
  return [...titles].map((title) => `/^\\s*${titlePattern(title)}\\s*$/`);
}
