import type { RepairOutcome } from './repair.ts';

/** Returns the figures of an evaluation as text: overall, then by kind of defect. */
export function summary(outcomes: readonly RepairOutcome[]): string {
  const caught = outcomes.filter(({ result }) => result !== 'uncaught');
  const repaired = caught.filter(isRepaired);
  const kinds = [...new Set(caught.map(({ bug }) => bug.kind))].sort();
  const byKind = kinds.map((kind) => {
    const own = caught.filter(({ bug }) => bug.kind === kind);
    return `${kind.padEnd(22)} ${own.filter(isRepaired).length}/${own.length}`;
  });
  const count = (result: RepairOutcome['result']): number =>
    caught.filter((outcome) => outcome.result === result).length;
  const seconds = caught.map(({ milliseconds }) => milliseconds / 1000).sort((a, b) => a - b);
  const trials = repaired.map((outcome) => outcome.trials).sort((a, b) => a - b);
  return [
    '',
    `${repaired.length} of ${caught.length} repaired (${percent(repaired.length, caught.length)}): ${count('exact')} exactly as before, ${count('plausible')} otherwise; ` +
      `${count('undecided')} undecided, ${count('unrepaired')} not repaired, ${count('broke-tests')} broke tests; ${outcomes.length - caught.length} defects that no test shows left out.`,
    `median ${middle(seconds).toFixed(1)} s a defect; median ${middle(trials)} trials to a repair.`,
    ...byKind,
  ].join('\n');
}

function isRepaired({ result }: RepairOutcome): boolean {
  return result === 'exact' || result === 'plausible';
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${Math.round((100 * part) / whole)} %`;
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
