import type { StepDetail, WaitState } from '../../protocol/session.ts';
import { t } from '../l10n.ts';
import { ownValue } from '../own-value.ts';

export type AnswerKind = 'approve' | 'edit' | 'reject' | 'more' | 'pick' | 'skip' | 'stop';

/** One thing that a person may answer to a question. */
export interface Answer {
  readonly kind: AnswerKind;
  readonly label: string;
  readonly hint: string;
}

/** What waits, with its evidence. */
export interface Gate {
  readonly wait: WaitState;
  readonly detail: StepDetail;
}

/** Something to pick: a class of answers, or a proposed plan. */
export interface Option {
  readonly label: string;
  readonly votes: number;
  readonly summary: string;
}

export interface Question {
  readonly question: string;
  readonly answers: readonly Answer[];
}

type Word = () => string;

interface Kind {
  readonly question: Word;
  readonly kinds: readonly AnswerKind[];
  readonly words?: Readonly<Partial<Record<AnswerKind, readonly [label: Word, hint: Word]>>>;
  /** A yes lets something run or touches the user's files: it is asked for once more, with all there is to read. */
  readonly grave?: boolean;
}

const WORDS: Readonly<Record<AnswerKind, readonly [label: Word, hint: Word]>> = {
  approve: [() => t('Approve'), () => t('it becomes part of the result')],
  edit: [() => t('Approve With My Edits…'), () => t('verified again before it counts')],
  reject: [() => t('Reject…'), () => t('the next samples are told why')],
  more: [() => t('Ask for More Samples'), () => t('the vote goes on')],
  pick: [() => t('Pick an Answer…'), () => t('verified before it counts')],
  skip: [() => t('Skip This Step'), () => t('it is left undone')],
  stop: [() => t('Stop the Session'), () => t('nothing more is done')],
};

const DECIDED: Kind = {
  question: () => t('What should happen with this step?'),
  kinds: ['approve', 'edit', 'reject', 'more', 'pick', 'skip', 'stop'],
};

/** Nothing was decided, so there is nothing that a yes could mean. */
const OPEN: Kind = { ...DECIDED, kinds: ['pick', 'more', 'edit', 'reject', 'skip', 'stop'] };

const WITHOUT_DELIVERY: readonly [Word, Word] = [
  () => t('Finish Without Delivering'),
  () => t('your files stay as they are'),
];

/** Questions that a decision answers. What is not here (a budget, a key, a service) is mended outside and then resumed. */
const KINDS: Readonly<Record<string, Kind>> = {
  verifier: {
    question: () => t('May this command run?'),
    kinds: ['approve', 'stop'],
    words: { approve: [() => t('Run It…'), () => t('remembered for this very command')] },
    grave: true,
  },
  plan: {
    question: () => t('Go on with this plan?'),
    kinds: ['approve', 'reject', 'pick', 'stop'],
    words: { approve: [() => t('Approve the Plan'), () => t('its steps begin')] },
  },
  delivery: {
    question: () => t('Deliver it into your files?'),
    kinds: ['approve', 'skip', 'stop'],
    words: { approve: [() => t('Deliver…'), () => t('can be undone')], skip: WITHOUT_DELIVERY },
    grave: true,
  },
  conflict: {
    question: () => t('Your files changed meanwhile. Merge into them?'),
    kinds: ['approve', 'skip', 'stop'],
    words: { approve: [() => t('Merge and Deliver…'), () => t('can be undone')], skip: WITHOUT_DELIVERY },
    grave: true,
  },
  protected: {
    ...DECIDED,
    question: () => t('This touches something that can run by itself. Accept it?'),
    words: { approve: [() => t('Accept It…'), () => t('after reading the diff')] },
    grave: true,
  },
  undecided: OPEN,
  'no-answer': OPEN,
  verification: OPEN,
  approval: DECIDED,
  unverified: DECIDED,
  doubt: DECIDED,
  'low-margin': DECIDED,
  'red-flags': DECIDED,
  resamples: DECIDED,
};

/** True when a person's decision opens the gate; false when something outside must be mended first. */
export function isDecidable({ trigger }: WaitState): boolean {
  return Object.hasOwn(KINDS, trigger);
}

/** True when a yes must be said twice. */
export function isGrave({ trigger }: WaitState): boolean {
  return ownValue(KINDS, trigger)?.grave === true;
}

/** Returns what can be picked: the step's classes of answers, or the plans where it has none. */
export function optionsOf({ step, proposals }: StepDetail): Option[] {
  if (step.votes.length > 0)
    return step.votes.map(({ label, votes, summary }) => ({ label, votes, summary }));
  return proposals.map(({ label, votes, steps }) => ({ label, votes, summary: steps.join(' · ') }));
}

/** Returns the question and its answers; what could not be carried out is left out. Undefined: no decision opens it. */
export function questionOf({ wait, detail }: Gate): Question | undefined {
  const kind = ownValue(KINDS, wait.trigger);
  if (kind === undefined) return undefined;
  const possible = kind.kinds.filter((each) => isPossible(each, kind, detail));
  return { question: kind.question(), answers: possible.map((each) => answer(each, kind)) };
}

function isPossible(answered: AnswerKind, { kinds }: Kind, detail: StepDetail): boolean {
  // Where the leader can be approved, picking makes sense only if there is another.
  if (answered === 'pick') return optionsOf(detail).length > (kinds.includes('approve') ? 1 : 0);
  return answered !== 'edit' || detail.step.votes.length > 0;
}

function answer(kind: AnswerKind, { words }: Kind): Answer {
  const [label, hint] = words?.[kind] ?? WORDS[kind];
  return { kind, label: label(), hint: hint() };
}
