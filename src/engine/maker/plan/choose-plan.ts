import type { NextAction } from '../../flow/next-action.ts';
import { seededRandom, shuffled } from '../../ports/random.ts';
import { openGate, operationalGate } from '../gate/open-gate.ts';
import type { MakerContext } from '../maker-task.ts';
import { ballotOf, ruleOf } from '../race-rules.ts';
import type { Reading } from '../red-flag.ts';
import type { ReadAnswer } from '../sample/ask-batch.ts';
import { runBatch } from '../sample/run-batch.ts';
import { stepContext } from '../step-context.ts';
import { wasteFreeBatch } from '../vote/race.ts';
import { describePlan } from './describe-plan.ts';
import type { Proposal } from './propose-plans.ts';
import { readChoice } from './read-choice.ts';

export interface ChosenPlan {
  /** Blob of the plan. */
  readonly value: string;
  readonly titles: readonly string[];
  /** All proposals were the same plan: nothing had to be chosen. */
  readonly unanimous: boolean;
}

/**
 * Lets discriminators race: each vote sees the options in an order of its own, and what is counted is the plan it
 * names, never its place, so that a liking for the first option cancels out.
 */
export async function choosePlan(
  context: MakerContext,
  plans: readonly Proposal[],
): Promise<ChosenPlan | NextAction> {
  const [only] = plans;
  if (plans.length === 1 && only !== undefined) return chosen(only, true);
  if (context.environment.agents.decomposition_discriminator === undefined) {
    return operationalGate('agent', 'The proposals differ, and no agent is configured to choose among them.');
  }
  const rule = ruleOf(context, 'choice');
  const evidence = await context.environment.domain.evidence(
    stepContext(context),
    'decomposition_discriminator',
    context.signal,
  );
  for (;;) {
    const ballot = ballotOf(context, 'choice');
    const winner = plans.find((plan) => plan.key === ballot.standing.winner);
    if (winner !== undefined) return chosen(winner, false);
    const count = wasteFreeBatch(ballot.standing, rule);
    const spent = ballot.flagged + ballot.noAnswer > context.environment.settings.maxResamples;
    if (count === 0 || spent) return undecided(context, [...ballot.standing.counts.values()], rule.k);
    const blocked = await runBatch(context, {
      race: 'choice',
      count,
      evidence,
      options: (index) => order(context, plans, index).map((plan) => describePlan(plan.plan)),
      read: (text, index) => Promise.resolve(readVote(text, order(context, plans, index))),
    });
    if (blocked !== undefined) return blocked;
  }
}

/** The order in which one vote sees the options: a function of seed, step and sample. */
function order(context: MakerContext, plans: readonly Proposal[], index: number): Proposal[] {
  const sorted = [...plans].sort((a, b) => (a.key < b.key ? -1 : 1));
  return shuffled(sorted, seededRandom(context.environment.settings.seed, context.stepId, 'options', index));
}

function readVote(text: string, shown: readonly Proposal[]): Reading<ReadAnswer> {
  const reading = readChoice(text, shown.length);
  if (!reading.ok) return reading;
  const plan = shown[reading.value - 1] as Proposal;
  const summary = plan.plan.steps.map((step) => step.title).join(' · ');
  return {
    ok: true,
    value: {
      key: plan.key,
      tiers: { plan: plan.key },
      summary,
      size: 0,
      needsPerson: [],
      value: reading.value,
    },
  };
}

function chosen(proposal: Proposal, unanimous: boolean): ChosenPlan {
  return { value: proposal.value, titles: proposal.plan.steps.map((step) => step.title), unanimous };
}

function undecided(context: MakerContext, counts: readonly number[], k: number): NextAction {
  const votes = [...counts].sort((a, b) => b - a).join('–');
  return openGate(context, {
    trigger: 'undecided',
    details: `No plan leads by ${k}: the votes are ${votes || 'none'}.`,
  });
}
