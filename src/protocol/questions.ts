import type { StepDetail, WaitState } from './session.ts';

export type AnswerKind = 'approve' | 'edit' | 'reject' | 'more' | 'pick' | 'skip' | 'stop';

/** What is asked of a person; the words are each face's own. */
export type QuestionKind = 'decided' | 'open' | 'protected' | 'verifier' | 'plan' | 'delivery' | 'conflict';

/** Something that can be picked: a class of answers, or a proposed plan. */
export interface Pickable {
  readonly label: string;
  readonly votes: number;
  readonly summary: string;
}

export interface PossibleAnswers {
  readonly question: QuestionKind;
  /** What could be carried out, the one to expect first. */
  readonly answers: readonly AnswerKind[];
  readonly pickable: readonly Pickable[];
  /** A yes lets something run or touch the user's files: one key or click must not say it. */
  readonly grave: boolean;
}

const ANSWERS: Readonly<Record<QuestionKind, readonly AnswerKind[]>> = {
  decided: ['approve', 'edit', 'reject', 'more', 'pick', 'skip', 'stop'],
  // Nothing was decided, so there is nothing that a yes could mean.
  open: ['pick', 'more', 'edit', 'reject', 'skip', 'stop'],
  protected: ['approve', 'edit', 'reject', 'more', 'pick', 'skip', 'stop'],
  verifier: ['approve', 'stop'],
  plan: ['approve', 'reject', 'pick', 'stop'],
  delivery: ['approve', 'skip', 'stop'],
  conflict: ['approve', 'skip', 'stop'],
};

const GRAVE: ReadonlySet<QuestionKind> = new Set(['protected', 'verifier', 'delivery', 'conflict']);

/** What is not here (a budget, a key, a service) is mended outside and then resumed. */
const QUESTIONS: ReadonlyMap<string, QuestionKind> = new Map([
  ['verifier', 'verifier'],
  ['plan', 'plan'],
  ['delivery', 'delivery'],
  ['conflict', 'conflict'],
  ['protected', 'protected'],
  ['undecided', 'open'],
  ['no-answer', 'open'],
  ['verification', 'open'],
  ['approval', 'decided'],
  ['unverified', 'decided'],
  ['doubt', 'decided'],
  ['question', 'decided'],
  ['low-margin', 'decided'],
  ['red-flags', 'decided'],
  ['resamples', 'decided'],
]);

/** Returns what a step that waits asks; undefined when no decision opens it, because something outside must be mended first. */
export function questionKind({ trigger }: WaitState): QuestionKind | undefined {
  return QUESTIONS.get(trigger);
}

/** True when a yes must be said with all there is to read before one's eyes. */
export function isGrave(wait: WaitState): boolean {
  const kind = questionKind(wait);
  return kind !== undefined && GRAVE.has(kind);
}

/** Returns what a person may answer; what could not be carried out is left out. Undefined: no decision opens it. */
export function possibleAnswers(wait: WaitState, detail: StepDetail): PossibleAnswers | undefined {
  const question = questionKind(wait);
  if (question === undefined) return undefined;
  const pickable = pickableOf(detail, ANSWERS[question].includes('approve'));
  const answers = ANSWERS[question].filter((answer) => {
    // Without a proposal there is no plan that a yes could mean.
    if (answer === 'approve') return question !== 'plan' || detail.proposals.length > 0;
    if (answer === 'edit') return detail.step.votes.length > 0;
    return answer !== 'pick' || pickable.length > 0;
  });
  return { question, answers, pickable, grave: GRAVE.has(question) };
}

/** Where the leader can be approved, only the others can be picked. */
function pickableOf(detail: StepDetail, approvable: boolean): Pickable[] {
  const all = classesOf(detail);
  if (!approvable) return all;
  const leader = detail.step.votes.find(({ winner }) => winner)?.label ?? mostVoted(all);
  return all.filter(({ label }) => label !== leader);
}

function mostVoted(classes: readonly Pickable[]): string | undefined {
  return [...classes].sort((a, b) => b.votes - a.votes)[0]?.label;
}

/** A plan's step has proposals; all others have classes of answers. */
function classesOf({ step, proposals }: StepDetail): Pickable[] {
  if (proposals.length > 0) {
    return proposals.map(({ label, votes, steps }) => ({ label, votes, summary: steps.join(' · ') }));
  }
  return step.votes.map(({ label, votes, summary }) => ({ label, votes, summary }));
}
