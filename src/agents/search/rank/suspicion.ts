import type { LineCoverage, SourcePlace, TestFailure } from '../../../engine/ports/test-bench.ts';

/** How suspicious each line of each file is, 0 to about 3; lines that are not named are not suspicious. */
export type Suspicion = ReadonlyMap<string, ReadonlyMap<number, number>>;

/**
 * Returns the suspicion of every line that a failing target ran: Ochiai's coefficient of failing against passing tests
 * (Abreu, Zoeteweij, van Gemund 2006), raised where a failure's stack points.
 */
export function suspicionOf(options: {
  readonly targets: readonly string[];
  readonly coverage: readonly LineCoverage[];
  readonly failures: readonly TestFailure[];
}): Suspicion {
  const counted = count(options.coverage, new Set(options.targets));
  const suspicion = new Map<string, Map<number, number>>();
  for (const [path, lines] of counted.lines) {
    const scores = new Map<number, number>();
    for (const [line, seen] of lines)
      if (seen.failed > 0)
        scores.set(line, ochiai(seen, counted.failing) * (1 + SHARED * share(seen.others, counted.others)));
    suspicion.set(path, scores);
  }
  for (const failure of options.failures) raise(suspicion, failure.frames, counted.failing > 0);
  return suspicion;
}

/** One defect often fails several tests: what all of them ran deserves more attention. */
const SHARED = 0.6;

function ochiai(seen: Seen, failing: number): number {
  return seen.failed / Math.sqrt(failing * (seen.failed + seen.passed));
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

interface Seen {
  failed: number;
  /** Failing tests that are not the step's. */
  others: number;
  passed: number;
}

function count(coverage: readonly LineCoverage[], targets: ReadonlySet<string>) {
  const lines = new Map<string, Map<number, Seen>>();
  const totals = { failed: 0, others: 0, passed: 0 };
  for (const record of coverage) {
    const kind = record.passed
      ? 'passed'
      : record.tests.some((test) => targets.has(test))
        ? 'failed'
        : 'others';
    totals[kind] += record.tests.length;
    for (const [path, ran] of Object.entries(record.lines))
      add(linesOf(lines, path), ran, kind, record.tests.length);
  }
  return { lines, failing: totals.failed, others: totals.others };
}

function linesOf<V>(files: Map<string, Map<number, V>>, path: string): Map<number, V> {
  const known = files.get(path) ?? new Map<number, V>();
  files.set(path, known);
  return known;
}

function add(lines: Map<number, Seen>, ran: readonly number[], kind: keyof Seen, weight: number): void {
  for (const line of ran) {
    const seen = lines.get(line) ?? { failed: 0, others: 0, passed: 0 };
    lines.set(line, seen);
    seen[kind] += weight;
  }
}

const INNERMOST = 0.6;

// Without coverage the frames and their surroundings are all there is; with it they raise what ran.
function raise(
  suspicion: Map<string, Map<number, number>>,
  frames: readonly SourcePlace[],
  covered: boolean,
): void {
  frames.slice(0, 5).forEach((frame, depth) => {
    const lines = linesOf(suspicion, frame.path);
    const strength = INNERMOST / (1 + depth);
    const reach = covered ? 0 : 6;
    for (let line = frame.line - reach; line <= frame.line + reach; line += 1) {
      const near = strength / (1 + Math.abs(line - frame.line) / 3);
      if (!covered || lines.has(line)) lines.set(line, (lines.get(line) ?? 0) + near);
    }
  });
}
