import type { NextAction } from '../../flow/next-action.ts';
import { seededRandom, shuffled } from '../../ports/random.ts';
import { operationalGate } from '../gate/open-gate.ts';
import type { MakerContext } from '../maker-task.ts';
import { ballotOf, roleOf, ruleOf } from '../race-rules.ts';
import type { Reading } from '../red-flag.ts';
import type { ReadAnswer } from '../sample/ask-batch.ts';
import type { Ballot } from '../sample/count-votes.ts';
import { runBatch } from '../sample/run-batch.ts';
import { steadyEvidence } from '../sample/steady-evidence.ts';
import { wasteFreeBatch } from '../vote/race.ts';
import { readChoice } from './read-choice.ts';

/** One of the distinct proposals; votes are counted for its key. */
export interface Option {
  readonly key: string;
  /** As discriminators see it. */
  readonly text: string;
  /** One line, for lists. */
  readonly summary: string;
  readonly tiers: Readonly<Record<string, string>>;
}

export interface ChoiceWish<Of extends Option> {
  /** A race whose role is a discriminator. */
  readonly race: 'choice' | 'preference';
  /** At least two. */
  readonly options: readonly Of[];
}

export type ChoiceOutcome<Of extends Option> =
  | { readonly kind: 'chosen'; readonly option: Of }
  | { readonly kind: 'undecided'; readonly ballot: Ballot }
  /** Something outside the method is in the way. */
  | { readonly kind: 'blocked'; readonly next: NextAction };

/**
 * Lets discriminators race: each vote sees the options in an order of its own, and what is counted is the proposal it
 * names, never its place, so that a liking for the first option cancels out.
 */
export async function chooseByDiscriminator<Of extends Option>(
  context: MakerContext,
  { race, options }: ChoiceWish<Of>,
): Promise<ChoiceOutcome<Of>> {
  const { agents, settings } = context.environment;
  const role = roleOf(race);
  if (agents[role] === undefined) return { kind: 'blocked', next: nobodyChooses() };
  const rule = ruleOf(context, race);
  const evidence = await steadyEvidence(context, race);
  for (;;) {
    const ballot = ballotOf(context, race);
    const winner = options.find((option) => option.key === ballot.standing.winner);
    if (winner !== undefined) return { kind: 'chosen', option: winner };
    const count = wasteFreeBatch(ballot.standing, rule);
    const lost = ballot.flagged + ballot.noAnswer;
    if (count === 0 || lost > settings.maxResamples + context.data.extraVotes)
      return { kind: 'undecided', ballot };
    const blocked = await runBatch(context, {
      race,
      count,
      evidence,
      options: (index) => order(context, options, index).map(({ text }) => text),
      read: (text, index) => Promise.resolve(readVote(text, order(context, options, index))),
    });
    if (blocked !== undefined) return { kind: 'blocked', next: blocked };
  }
}

/** The order in which one vote sees the options: a function of seed, step and sample. */
function order<Of extends Option>(context: MakerContext, options: readonly Of[], index: number): Of[] {
  const sorted = [...options].sort((a, b) => (a.key < b.key ? -1 : 1));
  return shuffled(sorted, seededRandom(context.environment.settings.seed, context.stepId, 'options', index));
}

function readVote(text: string, shown: readonly Option[]): Reading<ReadAnswer> {
  const reading = readChoice(text, shown.length);
  if (!reading.ok) return reading;
  const { key, tiers, summary } = shown[reading.value - 1] as Option;
  return { ok: true, value: { key, tiers, summary, size: 0, needsPerson: [], value: reading.value } };
}

function nobodyChooses(): NextAction {
  return operationalGate('agent', 'The proposals differ, and no agent is configured to choose among them.');
}
