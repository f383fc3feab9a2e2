import type { JournalEvent } from '../../engine/ports/journal.ts';

const DONE: Readonly<Record<string, string>> = {
  paraphrase: 'asked in other words',
  model: 'asked other models',
  distinguish: 'ran the leading answers on an input that may tell them apart',
  split: 'looked for smaller steps',
};

/** Returns what a rung of the ladder was and why it was taken, in one sentence. */
export function escalationSentence(event: JournalEvent): string {
  const rung = String(event['rung']);
  const votes = Number(event['votes'] ?? 0);
  const more = votes === 0 ? '' : ` (up to ${votes} votes more)`;
  return `Escalated: ${DONE[rung] ?? rung}${more}, because: ${String(event['details'])}`;
}

/** Returns what was done about a prompt that was too big. */
export function shrunkSentence(event: JournalEvent): string {
  const share = Math.round(Number(event['share']) * 100);
  return `The step is shown ${share} % of its evidence from now on, because: ${String(event['reason'])}`;
}

/** Returns the warning that wrong answers of a class of steps are repeated too often to be independent. */
export function correlationSentence(event: JournalEvent): string {
  const times = Number(event['ratio']).toFixed(1);
  const of = `${Number(event['repeats'])} of ${Number(event['chances'])} times`;
  return `Wrong answers of steps of kind ${String(event['kind'])} are repeated ${times} times as often as independent votes would (${of}): later races are asked in other words and of all models.`;
}

/** The warning that nothing was split. */
export const UNDIVIDED =
  'The task was not split: all of it is answered as one step, and votes are surest on small steps. Name its parts in the prompt, or look at max_decomposition_depth and min_words.';
