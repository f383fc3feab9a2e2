// Measures the offline search on programs and defects that it was not written for: `npm run proof -- repair [words] [--every=n]`.
// Words choose defects whose id contains one of them. Results go to standard output, a table by kind at the end.
import type { Bug } from './bugs.ts';
import { chosenBugs } from './chosen-bugs.ts';
import { repairBug, type RepairOutcome } from './repair.ts';
import { summary } from './summary.ts';

/** The settings of a solver as they ship: `samples: 10`, `k: 3`, a minute a step. */
export const SHIPPED_RACE = { k: 3, samples: 10, timeMs: 60_000 };

/** Repairs the chosen defects one after the other; resolves to what became of each. */
export async function evaluate(bugs: readonly Bug[], say: (line: string) => void): Promise<RepairOutcome[]> {
  const outcomes: RepairOutcome[] = [];
  for (const bug of bugs) {
    const outcome = await repairBug(bug, SHIPPED_RACE);
    outcomes.push(outcome);
    const seconds = (outcome.milliseconds / 1000).toFixed(1).padStart(5);
    say(
      `${outcome.result.padEnd(11)} ${seconds} s ${String(outcome.trials).padStart(4)} trials  ${bug.id.padEnd(16)} ${bug.kind}: ${outcome.detail.slice(0, 300)}`,
    );
  }
  return outcomes;
}

/** Evaluates what the arguments choose and prints a summary; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const chosen = chosenBugs(args);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const outcomes = await evaluate(chosen, say);
  say(summary(outcomes));
  return outcomes.some(({ result }) => result === 'broke-tests') ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
