import { isRecord, type Json } from '../../json.ts';
import type { JournalEvent } from '../../ports/journal.ts';

/** How much of a session was split into smaller steps. */
export interface DecompositionState {
  /** The task and all steps that were planned so far. */
  steps: number;
  /** Those of them that became two steps or more; a plan of one step splits nothing. */
  split: number;
  /** The alarm was raised: a step is to be solved and nothing was split. */
  noticed: boolean;
}

export function noDecomposition(): DecompositionState {
  return { steps: 0, split: 0, noticed: false };
}

/** Returns the share of steps that were split: 0 when none was. */
export function shareSplit({ steps, split }: Pick<DecompositionState, 'steps' | 'split'>): number {
  return steps === 0 ? 0 : split / steps;
}

/** Folds one event of a session; what it does not know changes nothing. */
export function foldDecomposition(state: DecompositionState, event: JournalEvent): void {
  if (event.type === 'session-started') state.steps += countOf(event['steps']);
  if (event.type === 'nothing-decomposed') state.noticed = true;
  if (event.type !== 'node-finished' || event['children'] === undefined) return;
  const planned = countOf(event['children']);
  state.steps += planned;
  if (planned > 1) state.split += 1;
}

/** Of steps that come one after the other, the first says how many there will be. */
function countOf(specs: Json | undefined): number {
  if (!Array.isArray(specs)) return 0;
  const [first] = specs;
  const input = isRecord(first) ? first['input'] : undefined;
  if (!isRecord(input) || isRecord(input['brief'])) return specs.length;
  return Math.max(specs.length, Number(input['count'] ?? 1));
}
