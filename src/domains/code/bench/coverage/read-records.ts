import { isRecord, parseJson } from '../../../../engine/json.ts';
import type { LineCoverage } from '../../../../engine/ports/test-bench.ts';
import { workspacePath } from '../../runners/frames.ts';
import type { RunPlace, TestCase } from '../../runners/test-runner.ts';
import { executedUnits, type FunctionRanges } from './block-counts.ts';
import { originalLines } from './original-lines.ts';

interface Script {
  readonly path: string;
  readonly text: string;
  readonly sourceMap: string | undefined;
}

interface Ran {
  readonly script: string;
  readonly functions: readonly FunctionRanges[];
}

/** Lines by path. */
type Lines = Map<string, Set<number>>;

/**
 * Returns one record for each known test that the hook's files (NDJSON texts, one a process) tell of. What a process ran
 * outside of any test (loading, hooks) counts for all its tests.
 */
export function readCoverage(
  texts: readonly string[],
  cases: readonly TestCase[],
  place: Pick<RunPlace, 'root' | 'cwd'>,
): LineCoverage[] {
  const ofTests = new Map<string, Lines>();
  const ofFiles = new Map<string, Lines>();
  for (const text of texts) readProcess(text, place, ofTests, ofFiles);
  return cases
    .filter((testCase) => testCase.outcome !== 'skip')
    .flatMap(({ id, file, outcome }) => {
      const own = ofTests.get(canonical(id));
      if (own === undefined && !ofFiles.has(file)) return [];
      const lines = merged(own, ofFiles.get(file));
      return lines.size === 0 ? [] : [{ tests: [id], passed: outcome === 'pass', lines: plain(lines) }];
    });
}

// Ids and full names differ in their separators: `a › b` and `a > b`.
function canonical(id: string): string {
  return id
    .replace(/ #\d+$/, '')
    .replace(/\s*[›»>]\s*/g, ' > ')
    .replace(/\s+/g, ' ')
    .trim();
}

function readProcess(
  text: string,
  place: Pick<RunPlace, 'root' | 'cwd'>,
  ofTests: Map<string, Lines>,
  ofFiles: Map<string, Lines>,
): void {
  const scripts = new Map<string, Script>();
  for (const line of text.split('\n')) {
    const record = parseJson(line);
    if (!isRecord(record)) continue;
    if (typeof record['url'] === 'string') addScript(scripts, record, place);
    else if (Array.isArray(record['ran']) && typeof record['main'] === 'string') {
      const file = workspacePath(record['main'], { ...place, reports: '' }) ?? '';
      const name = record['name'];
      const target =
        typeof name === 'string' ? linesOf(ofTests, canonical(`${file} › ${name}`)) : linesOf(ofFiles, file);
      for (const ran of record['ran'] as Ran[]) addLines(target, scripts.get(ran.script), ran);
    }
  }
}

function linesOf(map: Map<string, Lines>, key: string): Lines {
  const known = map.get(key) ?? new Map<string, Set<number>>();
  map.set(key, known);
  return known;
}

function addScript(
  scripts: Map<string, Script>,
  record: Record<string, unknown>,
  place: Pick<RunPlace, 'root' | 'cwd'>,
): void {
  const path = workspacePath(String(record['url']), { ...place, reports: '' });
  if (path === undefined || typeof record['text'] !== 'string') return;
  scripts.set(String(record['script']), { path, text: record['text'], sourceMap: inlineMap(record['map']) });
}

function inlineMap(url: unknown): string | undefined {
  const found = typeof url === 'string' ? /^data:application\/json[^,]*?(;base64)?,(.*)$/s.exec(url) : null;
  if (!found) return undefined;
  return found[1]
    ? Buffer.from(found[2] ?? '', 'base64').toString('utf8')
    : decodeURIComponent(found[2] ?? '');
}

function addLines(target: Lines, script: Script | undefined, ran: Ran): void {
  if (script === undefined) return;
  const executed = executedUnits(script.text.length, ran.functions);
  const lines = target.get(script.path) ?? new Set<number>();
  target.set(script.path, lines);
  for (const line of originalLines(script.text, executed, script.sourceMap)) lines.add(line);
}

function merged(...parts: readonly (Lines | undefined)[]): Lines {
  const all: Lines = new Map();
  for (const part of parts)
    for (const [path, lines] of part ?? []) all.set(path, new Set([...(all.get(path) ?? []), ...lines]));
  return all;
}

function plain(lines: Lines): Record<string, number[]> {
  return Object.fromEntries([...lines].map(([path, numbers]) => [path, [...numbers].sort((a, b) => a - b)]));
}
