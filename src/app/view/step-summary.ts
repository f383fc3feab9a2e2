import { cachedInput } from './cached-input.ts';
import { describePromise } from '../../engine/maker/plan/describe-plan.ts';
import { countVotes, type Ballot } from '../../engine/maker/sample/count-votes.ts';
import { roleOf } from '../../engine/maker/race-rules.ts';
import type { RaceName, SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { RaceRule } from '../../engine/maker/vote/race.ts';
import type { VerificationRecord } from '../../engine/maker/maker-state.ts';
import type { StepSummary, VerificationSummary, VoteClass, WaitState } from '../../protocol/session.ts';
import { classSummary } from './behaviour-words.ts';
import { kOfSteps } from './session-estimates.ts';
import type { SessionView } from './session-view.ts';
import { isSolvedGraph, type StepView } from './step-view.ts';

/** Returns the race of a step's current attempt; of the planning race for steps that are planned. */
export function ballotOfStep(view: SessionView, step: StepView): Ballot {
  const race = raceOfStep(step);
  const attempt = race === 'choice' ? step.planAttempt : step.attempt;
  return countVotes(step.samples, { race, attempt }, ruleOfStep(view, step, race));
}

/** Where discriminators choose, theirs are the votes. */
function raceOfStep({ samples, attempt }: StepView): RaceName {
  if (samples.some(({ race }) => race === 'choice')) return 'choice';
  const preferring = samples.some((sample) => sample.race === 'preference' && sample.attempt === attempt);
  return preferring ? 'preference' : 'answer';
}

function ruleOfStep(view: SessionView, step: StepView, race: RaceName): RaceRule {
  const settings = view.settings?.settings;
  const role = settings?.roles[roleOf(race)];
  const rule = settings?.maker.votingRule ?? 'ahead-by-k';
  const maxVotes = Math.max(role?.samples ?? 1, step.samples.length);
  // What was demanded in the end decides as what was demanded on the way did: the demand never falls.
  if (race !== 'choice' && step.needed !== null) {
    return { rule, k: step.needed, maxVotes, dissentSensitive: false };
  }
  const k = race === 'answer' ? kOfSteps(view) : (role?.k ?? 1);
  return { rule, k, maxVotes, dissentSensitive: settings?.maker.dissentSensitive ?? false };
}

/** Returns the rule of the session's races where it is not that of a lead. */
export function otherRuleOf({ settings }: SessionView): Pick<StepSummary, 'rule'> {
  return settings?.settings.maker.votingRule === 'first-to-k' ? { rule: 'first-to-k' } : {};
}

/** Returns the step in the shape that every face gets. */
export function stepSummary(view: SessionView, step: StepView): StepSummary {
  const { brief } = step.input;
  const ballot = ballotOfStep(view, step);
  const flagged = step.samples.filter((sample) => sample.outcome === 'flagged');
  const noAnswer = step.samples.filter((sample) => sample.outcome === 'no-answer').length;
  return {
    step_id: step.id,
    parent_id: step.parent,
    depends_on: [...step.dependsOn],
    title: brief.title,
    description: brief.description,
    kind: brief.kind,
    depth: brief.depth,
    state: step.state,
    phase: step.phase,
    promise: describePromise(brief.promise),
    k: ballot.standing.needed,
    ...otherRuleOf(view),
    samples: step.samples.length,
    valid_samples: step.samples.length - flagged.length - noAnswer,
    resamples: flagged.length + noAnswer,
    attempts: step.rollbacks + 1,
    red_flags: flagCounts(flagged),
    votes: voteClasses(step, ballot),
    margin: ballot.standing.votes === 0 ? null : ballot.standing.margin,
    dissent: ballot.standing.dissent,
    // The clock may have been set back meanwhile.
    duration_ms: Math.max(0, (step.endedAt ?? view.updatedAt) - (step.startedAt ?? Infinity)),
    verification: step.verification === undefined ? null : verificationSummary(step.verification),
    unverified: brief.promise.kind === 'none' && isSolvedGraph(step.graph),
    wait_state: waitStateOf(step),
    input_tokens: total(step.samples, (sample) => sample.inputTokens),
    ...cachedInput(total(step.samples, (sample) => sample.cachedInputTokens ?? 0)),
    output_tokens: total(step.samples, (sample) => sample.outputTokens),
    cost_usd: costOf(step.samples),
  };
}

/** Returns what the step waits for, or null. */
export function waitStateOf(step: StepView): WaitState | null {
  if (step.gate === undefined) return null;
  const { trigger, details } = step.gate;
  return { step_id: step.id, trigger, details, opened_seq: step.gateSeq };
}

export function verificationSummary(record: VerificationRecord): VerificationSummary {
  const { verdict, summary, promised, broken, fixed, kept, durationMs } = record;
  return {
    verdict,
    summary,
    promised: promised.map(({ test, outcome, message }) => ({
      test,
      outcome,
      ...(message === undefined ? {} : { message }),
    })),
    broken: [...broken],
    fixed: [...fixed],
    kept,
    duration_ms: durationMs,
  };
}

/** Returns the label of a class, as people name it. */
export function classLabel(step: StepView, key: string): string {
  return step.labels.get(key) ?? step.planLabels.get(key) ?? '?';
}

function voteClasses(step: StepView, ballot: Ballot): VoteClass[] {
  return [...ballot.standing.counts].map(([key, votes]) => ({
    label: classLabel(step, key),
    key,
    votes,
    summary: classSummary(
      ballot.samples.find((sample) => sample.key === key),
      step.merged,
    ),
    // A person may have picked another class than the race did.
    winner: key === (step.winner ?? ballot.standing.winner),
  }));
}

function flagCounts(flagged: readonly SampleRecord[]): { rule: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { flags } of flagged) {
    for (const { rule } of flags) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return [...counts].map(([rule, count]) => ({ rule, count }));
}

export function total(samples: readonly SampleRecord[], amount: (sample: SampleRecord) => number): number {
  return samples.reduce((sum, sample) => sum + amount(sample), 0);
}

/** Returns dollars, or null as soon as one sample that used tokens has no known price. */
export function costOf(samples: readonly SampleRecord[]): number | null {
  let sum = 0;
  for (const { costUsd, inputTokens, outputTokens } of samples) {
    if (costUsd === null && inputTokens + outputTokens > 0) return null;
    sum += costUsd ?? 0;
  }
  return sum;
}
