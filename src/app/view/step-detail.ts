import { cachedInput } from './cached-input.ts';
import { isRecord, parseJson } from '../../engine/json.ts';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { Blobs } from '../../engine/ports/blobs.ts';
import type { SampleDetail, StepDetail } from '../../protocol/session.ts';
import { answerKeys, answerValue } from './answer-classes.ts';
import { distinctionsOf } from './distinctions.ts';
import type { SessionView } from './session-view.ts';
import { classLabel, stepSummary } from './step-summary.ts';
import { labelOf, type StepView } from './step-view.ts';

export interface StepDetailSources {
  readonly blobs: Blobs;
  /** Shows a candidate as people read it, a unified diff for code; undefined when the session's workspace is gone. */
  readonly show: ((candidate: Candidate) => Promise<string>) | undefined;
}

/** Returns all the evidence of one step: what the gate shows. */
export async function stepDetail(
  view: SessionView,
  step: StepView,
  sources: StepDetailSources,
): Promise<StepDetail> {
  const distinctions = distinctionsOf(step, step.attempt);
  return {
    session_id: view.id,
    step: stepSummary(view, step),
    sample_list: step.samples.map((sample) => sampleDetail(step, sample)),
    diffs: await diffsOf(step, sources),
    feedback: [...step.feedback],
    proposals: await proposalsOf(step, sources.blobs),
    ...(distinctions.length > 0 && { distinctions }),
  };
}

function sampleDetail(step: StepView, sample: SampleRecord): SampleDetail {
  return {
    index: sample.index,
    attempt: sample.attempt,
    outcome: sample.outcome,
    agent: sample.agent,
    model: sample.model,
    finish: sample.finish,
    class: sample.outcome === 'valid' ? classLabel(step, sample.key) : null,
    summary: sample.summary,
    flags: sample.flags.map(({ rule, reason, evidence }) => ({
      rule,
      reason,
      ...(evidence === undefined ? {} : { evidence }),
    })),
    input_tokens: sample.inputTokens,
    ...cachedInput(sample.cachedInputTokens),
    output_tokens: sample.outputTokens,
    cost_usd: sample.costUsd,
    latency_ms: sample.latencyMs,
  };
}

/** One diff a class, the leading class first. */
async function diffsOf(
  step: StepView,
  { blobs, show }: StepDetailSources,
): Promise<{ label: string; diff: string }[]> {
  if (show === undefined) return [];
  const diffs: { label: string; diff: string }[] = [];
  for (const key of answerKeys(step)) {
    const blob = answerValue(step, key);
    if (blob === undefined) continue;
    const value = parseJson(await blobs.getText(blob));
    if (isRecord(value))
      diffs.push({ label: classLabel(step, key), diff: await show(value as unknown as Candidate) });
  }
  return diffs;
}

type Proposals = StepDetail['proposals'];

/** The plans that were proposed; where nothing had to be asked, the plan that the domain made itself. */
async function proposalsOf(step: StepView, blobs: Blobs): Promise<Proposals> {
  const voted = votedProposals(step);
  if (voted.length > 0 || step.plan === null) return voted;
  const plan = parseJson(await blobs.getText(step.plan));
  return [{ label: labelOf(0), votes: 0, steps: titlesOf(plan) }];
}

function votedProposals(step: StepView): Proposals {
  const votes = (key: string): number =>
    step.samples.filter(
      (sample) => sample.race === 'choice' && sample.outcome === 'valid' && sample.key === key,
    ).length;
  const plans = step.samples.filter((sample) => sample.race === 'plan' && sample.outcome === 'valid');
  return [...step.planLabels].map(([key, label]) => ({
    label,
    votes: votes(key),
    steps: plans.find((sample) => sample.key === key)?.summary.split(' · ') ?? [],
  }));
}

function titlesOf(plan: unknown): string[] {
  const steps = isRecord(plan) && Array.isArray(plan['steps']) ? plan['steps'] : [];
  return steps.map((step) => (isRecord(step) ? String(step['title']) : ''));
}
