import type { Evidence } from '../../engine/maker/evidence.ts';
import { seededRandom, shuffled } from '../../engine/ports/random.ts';

// What stands first colours how all the rest is read: these come before the task, where the endings of
// `sampleVariation` come after it.
const LEADS: readonly string[] = [
  'Put the task below into your own words first, silently, and solve it as you would then ask it.',
  'Below is a task in parts. Read the parts from the last to the first before you begin.',
  'Somebody else has got the task below wrong. Solve it as if you had never seen it.',
  'For the task below, first settle what a right answer must do, and only then how it is written.',
];

/** Returns the words that stand before a prompt in another wording; none for the prompt as it was written (0). */
export function leadOf(wording: number): string {
  return wording === 0 ? '' : (LEADS[(wording - 1) % LEADS.length] ?? '');
}

/** Returns the evidence in another order, the same for the same wording; 0 leaves it as it is. */
export function reordered(evidence: Evidence, wording: number): Evidence {
  if (wording === 0) return evidence;
  const inOrder = <Item>(name: string, items: readonly Item[]): readonly Item[] =>
    items.length < 2 ? items : rotated(shuffled(items, seededRandom('wording', name, wording)), wording);
  return {
    ...evidence,
    files: inOrder('files', evidence.files),
    failures: inOrder('failures', evidence.failures),
    notes: inOrder('notes', evidence.notes),
  };
}

/** Few items are easily shuffled into the order that they had; turned by their wording they differ among wordings. */
function rotated<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
