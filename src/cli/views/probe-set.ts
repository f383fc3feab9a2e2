import type { ProbeSetEstimate, ProbeSetPlan } from '../../protocol/probe-set.ts';
import { money, short } from './quantities.ts';

/** Returns what the probe set is going to cost, in a line. */
export function planLine(model: string, plan: ProbeSetPlan): string {
  const tokens = `about ${short(plan.input_tokens)} tokens in, at most ${short(plan.most_output_tokens)} out`;
  const usd = plan.most_usd === null ? 'the price is unknown' : `at most ${money(plan.most_usd)}`;
  return `The probe set asks ${model} ${plan.tasks} questions: ${tokens}, ${usd}.`;
}

/** Returns what the probe set showed, as lines under those of the probe. */
export function probeSetLines(set: ProbeSetEstimate): string[] {
  const { right, wrong, thrown_away: thrown, p, steps, target_success: target } = set;
  const goal = `${steps.toLocaleString('en')} steps to succeed with ${percent(target)}`;
  const enough = (k: number | null): string => (k === null ? 'no k is enough' : `k ${k}`);
  return [
    `  set       ${right} right, ${wrong} wrong, ${thrown} thrown away of ${set.tasks}, ${money(set.cost_usd)}`,
    `  p         ${p.estimate.toFixed(2)}, nine times out of ten between ${p.low.toFixed(2)} and ${p.high.toFixed(2)}`,
    `  k         for ${goal}: ${enough(set.k)}; if p is at its low end: ${enough(set.k_if_low)}`,
    ...stepLine(set),
  ];
}

function stepLine({
  samples_a_step: samples,
  tokens_a_step: tokens,
  usd_a_step: usd,
}: ProbeSetEstimate): string[] {
  if (samples === null || tokens === null) return [];
  return [`  a step    ${samples.toFixed(1)} samples, ${short(Math.round(tokens))} tokens, ${money(usd)}`];
}

function percent(chance: number): string {
  return `${Number((100 * chance).toPrecision(4))} %`;
}
