import type { NextAction } from '../../flow/next-action.ts';
import { parseJson, type Json } from '../../json.ts';
import { proposalsWanted } from '../choose/proposals-wanted.ts';
import { openGate } from '../gate/open-gate.ts';
import type { MakerContext } from '../maker-task.ts';
import { ballotOf } from '../race-rules.ts';
import type { Reading } from '../red-flag.ts';
import type { ReadAnswer } from '../sample/ask-batch.ts';
import { runBatch } from '../sample/run-batch.ts';
import { steadyEvidence } from '../sample/steady-evidence.ts';
import type { Plan } from '../step.ts';
import { planKey, readPlan } from './read-plan.ts';

/** One distinct proposal; `value` is the blob of its plan. */
export interface Proposal {
  readonly key: string;
  readonly value: string;
  readonly plan: Plan;
  readonly times: number;
}

/** Asks for 2k − 1 valid proposals (k of the discriminator) and returns the distinct ones, or the gate in the way. */
export async function proposePlans(
  context: MakerContext,
): Promise<{ plans: readonly Proposal[] } | NextAction> {
  const { settings } = context.environment;
  const wanted = proposalsWanted(settings.roles.decomposition_discriminator.k);
  const evidence = await steadyEvidence(context, 'plan');
  for (;;) {
    const ballot = ballotOf(context, 'plan');
    const valid = ballot.samples.filter((sample) => sample.outcome === 'valid');
    if (valid.length >= wanted) return { plans: await distinct(context, valid) };
    if (ballot.flagged + ballot.noAnswer > settings.maxResamples)
      return noPlan(context, ballot.samples.at(-1)?.summary);
    const read = (text: string): Promise<Reading<ReadAnswer>> => readProposal(context, text);
    const blocked = await runBatch(context, { race: 'plan', count: wanted - valid.length, evidence, read });
    if (blocked !== undefined) return blocked;
  }
}

async function readProposal(context: MakerContext, text: string): Promise<Reading<ReadAnswer>> {
  const parsed = readPlan(text);
  const reading = parsed.ok
    ? await context.environment.domain.checkPlan(parsed.value, context.data.input.brief)
    : parsed;
  if (!reading.ok) return reading;
  const plan = reading.value;
  const key = planKey(plan);
  const summary = plan.steps.map((step) => step.title).join(' · ');
  return {
    ok: true,
    value: {
      key,
      tiers: { plan: key },
      summary,
      size: plan.steps.length,
      needsPerson: [],
      value: plan as unknown as Json,
    },
  };
}

async function distinct(
  context: MakerContext,
  samples: readonly { readonly key: string; readonly value: string }[],
): Promise<Proposal[]> {
  const byKey = new Map<string, Proposal>();
  for (const { key, value } of samples) {
    const known = byKey.get(key);
    const plan = known?.plan ?? (parseJson(await context.environment.blobs.getText(value)) as Plan);
    byKey.set(key, { key, value: known?.value ?? value, plan, times: (known?.times ?? 0) + 1 });
  }
  return [...byKey.values()];
}

function noPlan(context: MakerContext, last: string | undefined): NextAction {
  const details = `No usable plan came back; the last answer was flagged: ${last ?? 'no reason given'}`;
  return openGate(context, { trigger: 'plan', details });
}
