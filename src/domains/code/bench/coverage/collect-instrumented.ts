import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord, parseJson } from '../../../../engine/json.ts';
import type { LineCoverage } from '../../../../engine/ports/test-bench.ts';
import { fileOfId, titlesOfId } from '../../runners/case-ids.ts';
import type { TestCase } from '../../runners/test-runner.ts';

/** Lines by path. */
type Lines = Map<string, Set<number>>;

/**
 * Returns what each known test ran, from the reports of instrumented programs. Lines that ran before the first test of
 * a process (loading) count for all tests.
 */
export async function readInstrumented(folder: string, cases: readonly TestCase[]): Promise<LineCoverage[]> {
  const ofTests = new Map<string, Lines>();
  const loading: Lines = new Map();
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.ndjson')))
    take((await readFile(join(folder, name), 'utf8')).split('\n'), ofTests, loading);
  return cases.flatMap(({ id, outcome }) => {
    const own = ofTests.get(keyOf(fileOfId(id), titlesOfId(id).join(' ')));
    if (own === undefined || outcome === 'skip') return [];
    return [{ tests: [id], passed: outcome === 'pass', lines: plain(own, loading) }];
  });
}

function take(lines: readonly string[], ofTests: Map<string, Lines>, loading: Lines): void {
  for (const text of lines) {
    const record = parseJson(text);
    if (!isRecord(record) || typeof record['path'] !== 'string') continue;
    const test = record['test'];
    const target = isRecord(test)
      ? linesOf(ofTests, keyOf(String(test['file']), String(test['name'])))
      : loading;
    const known = target.get(record['path']) ?? new Set<number>();
    target.set(record['path'], known.add(Number(record['line'])));
  }
}

// Frameworks join titles in their own ways; the words are the same.
function keyOf(file: string, name: string): string {
  return `${file}\n${name.replace(/ #\d+$/, '').replace(/[\s›»>]+/g, '')}`;
}

function linesOf(map: Map<string, Lines>, key: string): Lines {
  const known = map.get(key) ?? new Map<string, Set<number>>();
  map.set(key, known);
  return known;
}

function plain(own: Lines, loading: Lines): Record<string, number[]> {
  const paths = [...new Set([...own.keys(), ...loading.keys()])];
  return Object.fromEntries(
    paths.map((path) => [
      path,
      [...new Set([...(own.get(path) ?? []), ...(loading.get(path) ?? [])])].sort((a, b) => a - b),
    ]),
  );
}
