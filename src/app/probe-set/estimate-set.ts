import { posterior } from '../../engine/maker/estimate/posterior.ts';
import { expectedSamples, mathsOf, type VotingRule } from '../../engine/maker/maths/voting-maths.ts';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { ProbeSetEstimate } from '../../protocol/probe-set.ts';

export interface SetOutcome {
  readonly right: number;
  readonly samples: readonly SampleRecord[];
}

/** How long a run is that k is told for. */
export const PROBE_SET_STEPS = 1000;

/** Returns what the answers to the probe set say of p, of the k that a long run would need, and of what a step costs then. */
export function estimateSet(
  { right, samples }: SetOutcome,
  { rule, target }: { readonly rule: VotingRule; readonly target: number },
): ProbeSetEstimate {
  const valid = samples.filter(({ outcome }) => outcome === 'valid').length;
  const p = posterior(right, valid - right);
  const v = posterior(valid, samples.length - valid).mean;
  const steps = PROBE_SET_STEPS;
  const kOf = (chance: number): number | null => {
    const k = mathsOf(rule).leastK(chance, steps, target);
    return Number.isFinite(k) ? k : null;
  };
  const k = kOf(p.mean);
  const aStep = k === null ? null : expectedSamples({ rule, p: p.mean, v, k, steps: 1 });
  const cost = costOf(samples);
  const tokens = samples.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);
  const each = (total: number): number | null =>
    aStep === null || samples.length === 0 ? null : (total / samples.length) * aStep;
  return {
    ...{ tasks: samples.length, right, wrong: valid - right, thrown_away: samples.length - valid },
    p: { estimate: p.mean, low: p.low, high: p.high },
    ...{ steps, target_success: target, k, k_if_low: kOf(p.low), samples_a_step: aStep },
    tokens_a_step: each(tokens),
    usd_a_step: cost === null ? null : each(cost),
    cost_usd: cost,
  };
}

/** Null when the price of any answer is unknown. */
function costOf(samples: readonly SampleRecord[]): number | null {
  return samples.reduce<number | null>(
    (sum, { costUsd }) => (sum === null || costUsd === null ? null : sum + costUsd),
    0,
  );
}
