import { BEHAVIOUR_TIER, type MergedClasses } from '../../engine/maker/behaviour/merged-classes.ts';
import { sameBehaviour } from '../view/behaviour-words.ts';
import type { VoteTier } from '../../protocol/explanation.ts';

const SAME: Readonly<Record<string, string>> = {
  raw: 'same reply, word for word',
  tree: 'same files, byte for byte',
  text: 'same text',
  format: 'same once formatted',
  syntax: 'same syntax',
  answer: 'same answer',
};

/** Returns how many of at least one valid answer agree and on what, in one sentence: `3 of 4 agree: same syntax; 1 differs.` */
export function voteSentence(tiers: readonly VoteTier[], merged?: MergedClasses): string {
  const counted = tiers.at(-1)?.classes ?? [];
  const votes = counted.reduce((sum, { samples }) => sum + samples.length, 0);
  const agreeing = counted[0]?.samples.length ?? 0;
  if (votes === 1) return 'There is one valid answer, and none to compare it with.';
  if (agreeing === 1) return `None of the ${votes} agree.`;
  const how = sameness(tiers, agreeing, merged);
  const rest = votes - agreeing;
  if (rest === 0) return `All ${votes} agree: ${how}.`;
  return `${agreeing} of ${votes} agree: ${how}; ${rest} ${rest === 1 ? 'differs' : 'differ'}.`;
}

/** The finest tier at which all of the leading class are the same. */
function sameness(tiers: readonly VoteTier[], agreeing: number, merged: MergedClasses | undefined): string {
  const tier = tiers.find(({ classes }) => classes[0]?.samples.length === agreeing)?.tier ?? 'answer';
  if (tier === BEHAVIOUR_TIER && merged !== undefined) return sameBehaviour(merged);
  return SAME[tier] ?? `same ${tier}`;
}
