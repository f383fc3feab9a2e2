import { MicrofactoryError } from '../../engine/error.ts';
import type { Json } from '../../engine/json.ts';
import type { Decision } from '../../protocol/service.ts';
import type { SessionView } from '../view/session-view.ts';
import type { StepView } from '../view/step-view.ts';

/** A decision as it arrives, from whichever face. */
export interface GivenDecision {
  readonly stepId: string;
  readonly decision: Decision;
  /** The question that it answers; undefined: whichever is asked now. */
  readonly openedSeq?: number | undefined;
}

/**
 * Returns the decision as the engine takes it; throws `usage` when it can't be carried out on what the step waits for,
 * `not-found` when there is no such step, `conflict` when its question is no longer the one that is asked.
 */
export function gateDecision(view: SessionView, given: GivenDecision): Json {
  const { stepId, decision, openedSeq } = given;
  const step = view.steps.get(stepId);
  if (step === undefined) throw notGoingOn(view, given);
  checkAsked(step, openedSeq);
  if (step.gate === undefined) throw usage(`Step ${stepId} waits for no decision: it is ${step.state}.`);
  switch (decision.kind) {
    case 'approve':
      return checkedApproval(step);
    case 'pick':
      return { kind: 'pick', key: keyOf(step, decision.label) };
    case 'edit':
      return { kind: 'edit', files: decision.files.map(({ path, text }) => ({ path, text })) };
    case 'reject':
      return { kind: 'reject', comment: decision.comment };
    default:
      return { kind: decision.kind };
  }
}

/** Steps that have ended may have left the view. */
function notGoingOn({ steps }: SessionView, { stepId, openedSeq }: GivenDecision): MicrofactoryError {
  if (openedSeq !== undefined) return answeredAlready(stepId, 'goes on no more');
  const ids = [...steps.keys()];
  const more = ids.length > MOST_NAMED ? `, and ${ids.length - MOST_NAMED} more` : '';
  const named = `${ids.slice(0, MOST_NAMED).join(', ')}${more}`;
  return new MicrofactoryError({
    code: 'not-found',
    message: `Step ${stepId} does not go on: it has ended, or there is none; those that go on are ${named}.`,
  });
}

function answeredAlready(stepId: string, now: string): MicrofactoryError {
  return new MicrofactoryError({
    code: 'conflict',
    message: `This question was answered already (step ${stepId} ${now}).`,
  });
}

function checkAsked(step: StepView, openedSeq: number | undefined): void {
  const asked = step.gate === undefined ? undefined : (step.gateSeq ?? undefined);
  if (openedSeq === undefined || openedSeq === asked) return;
  const now = asked === undefined ? `is ${step.state} now` : 'asks something else now';
  throw answeredAlready(step.id, now);
}

/** Some sessions have thousands of steps: a sentence names a few. */
const MOST_NAMED = 12;

/** Gates at which nothing was decided: there is no candidate that a yes could mean. */
const NOTHING_TO_APPROVE: ReadonlySet<string> = new Set(['undecided', 'no-answer', 'verification']);

function checkedApproval(step: StepView): Json {
  const trigger = step.gate?.trigger ?? '';
  const operational = step.gate?.reopensOnResume === true;
  if (NOTHING_TO_APPROVE.has(trigger)) {
    throw usage(
      `Step ${step.id} has no verified candidate to approve: choose pick, edit, more, skip or stop.`,
    );
  }
  if (operational)
    throw usage(`Step ${step.id} waits for something outside (${trigger}): mend it, then resume.`);
  return { kind: 'approve' };
}

function keyOf(step: StepView, label: string): string {
  const wanted = label.trim().toUpperCase();
  const answer = [...step.labels].find(([, each]) => each === wanted)?.[0];
  if (answer !== undefined) return answer;
  const planKey = [...step.planLabels].find(([, each]) => each === wanted)?.[0];
  const plan = step.samples.find(
    (sample) => sample.race === 'plan' && sample.key === planKey && sample.value !== '',
  );
  if (plan !== undefined) return plan.value;
  const known = [...step.labels.values(), ...step.planLabels.values()].join(', ') || 'none';
  throw usage(`Step ${step.id} has no class ${wanted}; it has: ${known}.`);
}

function usage(message: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'usage', message });
}
