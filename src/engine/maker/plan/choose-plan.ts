import type { NextAction } from '../../flow/next-action.ts';
import { chooseByDiscriminator, type Option } from '../choose/choose-by-discriminator.ts';
import { openGate } from '../gate/open-gate.ts';
import type { MakerContext } from '../maker-task.ts';
import { ruleOf } from '../race-rules.ts';
import { neededOf } from '../vote/race.ts';
import { describePlan } from './describe-plan.ts';
import type { Proposal } from './propose-plans.ts';

export interface ChosenPlan {
  /** Blob of the plan. */
  readonly value: string;
  readonly titles: readonly string[];
  /** All proposals were the same plan: nothing had to be chosen. */
  readonly unanimous: boolean;
}

/** Returns the plan that discriminators agree on, or the gate in the way. */
export async function choosePlan(
  context: MakerContext,
  plans: readonly Proposal[],
): Promise<ChosenPlan | NextAction> {
  const [only] = plans;
  if (plans.length === 1 && only !== undefined) return chosen(only, true);
  const outcome = await chooseByDiscriminator(context, { race: 'choice', options: plans.map(optionOf) });
  if (outcome.kind === 'blocked') return outcome.next;
  if (outcome.kind === 'chosen') return chosen(outcome.option.proposal, false);
  return undecided(context, [...outcome.ballot.standing.counts.values()]);
}

function optionOf(proposal: Proposal): Option & { readonly proposal: Proposal } {
  const { key, plan } = proposal;
  const summary = plan.steps.map((step) => step.title).join(' · ');
  return { key, text: describePlan(plan), summary, tiers: { plan: key }, proposal };
}

function chosen(proposal: Proposal, unanimous: boolean): ChosenPlan {
  return { value: proposal.value, titles: proposal.plan.steps.map((step) => step.title), unanimous };
}

function undecided(context: MakerContext, counts: readonly number[]): NextAction {
  const votes = [...counts].sort((a, b) => b - a).join('–');
  const rule = ruleOf(context, 'choice');
  return openGate(context, {
    trigger: 'undecided',
    details: `No plan ${neededOf(rule, rule.k)}: the votes are ${votes || 'none'}.`,
  });
}
