import type { JournalEvent } from '../../engine/ports/journal.ts';
import type { Distinction } from '../../protocol/distinction.ts';
import { classLabel } from './step-summary.ts';
import type { StepView } from './step-view.ts';

/** What a step's rung `distinguish` came to, as journalled. */
export interface DistinctionRecord {
  readonly attempt: number;
  /** The vote keys of the two answers that were run. */
  readonly keys: readonly string[];
  readonly found?: { readonly input: string; readonly outcomes: readonly [string, string] };
  /** Why nothing was found. */
  readonly none?: string;
}

/** Returns what the event of the ladder says of two answers, or undefined for other rungs. */
export function distinctionRecord(event: JournalEvent, attempt: number): DistinctionRecord | undefined {
  if (event['rung'] !== 'distinguish') return undefined;
  const [keys, input, outcomes, none] = ['keys', 'input', 'outcomes', 'none'].map((name) => event[name]);
  return {
    attempt,
    keys: Array.isArray(keys) ? keys.map(String) : [],
    ...(typeof input === 'string' && { found: { input, outcomes: outcomes as [string, string] } }),
    ...(typeof none === 'string' && { none }),
  };
}

/** Returns what told answers of one attempt apart, or why nothing did, in the order looked for. */
export function distinctionsOf(step: StepView, attempt: number): Distinction[] {
  return step.distinctions
    .filter((each) => each.attempt === attempt)
    .map(({ keys, found, none }) => {
      const [one = '?', other = '?'] = keys.map((key) => classLabel(step, key));
      const { input, outcomes } = found ?? { input: null, outcomes: null };
      const sentence =
        input === null
          ? `Nothing tells ${one} and ${other} apart: ${none ?? 'no input was found.'}`
          : `For ${input} the answer ${one} gives ${outcomes[0]}, and ${other} gives ${outcomes[1]}.`;
      return { one, other, input, outcomes: outcomes && [...outcomes], sentence };
    });
}
