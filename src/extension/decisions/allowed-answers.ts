import {
  possibleAnswers,
  type AnswerKind,
  type Pickable,
  type QuestionKind,
} from '../../protocol/questions.ts';
import type { StepDetail, WaitState } from '../../protocol/session.ts';
import { t } from '../l10n.ts';

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

export interface Question {
  readonly question: string;
  readonly answers: readonly Answer[];
  readonly pickable: readonly Pickable[];
}

type Word = () => string;
type Words = readonly [label: Word, hint: Word];

const WORDS: Readonly<Record<AnswerKind, Words>> = {
  approve: [() => t('Approve'), () => t('it becomes part of the result')],
  edit: [() => t('Approve With My Edits…'), () => t('verified again before it counts')],
  reject: [() => t('Reject…'), () => t('the next samples are told why')],
  more: [() => t('Ask for More Samples'), () => t('the vote goes on')],
  pick: [() => t('Pick an Answer…'), () => t('verified before it counts')],
  skip: [() => t('Skip This Step'), () => t('it is left undone')],
  stop: [() => t('Stop the Session'), () => t('nothing more is done')],
};

interface Asked {
  readonly question: Word;
  readonly words?: Readonly<Partial<Record<AnswerKind, Words>>>;
}

const OF_A_STEP: Asked = { question: () => t('What should happen with this step?') };

const WITHOUT_DELIVERY: Words = [
  () => t('Finish Without Delivering'),
  () => t('your files stay as they are'),
];

const ASKED: Readonly<Record<QuestionKind, Asked>> = {
  decided: OF_A_STEP,
  open: OF_A_STEP,
  verifier: {
    question: () => t('May this command run?'),
    words: { approve: [() => t('Run It…'), () => t('remembered for this very command')] },
  },
  plan: {
    question: () => t('Go on with this plan?'),
    words: { approve: [() => t('Approve the Plan'), () => t('its steps begin')] },
  },
  delivery: {
    question: () => t('Deliver it into your files?'),
    words: { approve: [() => t('Deliver…'), () => t('can be undone')], skip: WITHOUT_DELIVERY },
  },
  conflict: {
    question: () => t('Your files changed meanwhile. Merge into them?'),
    words: { approve: [() => t('Merge and Deliver…'), () => t('can be undone')], skip: WITHOUT_DELIVERY },
  },
  protected: {
    question: () => t('This touches something that can run by itself. Accept it?'),
    words: { approve: [() => t('Accept It…'), () => t('after reading the diff')] },
  },
};

/** Returns the question and its answers; what could not be carried out is left out. Undefined: no decision opens it. */
export function questionOf({ wait, detail }: Gate): Question | undefined {
  const possible = possibleAnswers(wait, detail);
  if (possible === undefined) return undefined;
  const { question, words } = ASKED[possible.question];
  const answers = possible.answers.map((kind) => {
    const [label, hint] = words?.[kind] ?? WORDS[kind];
    return { kind, label: label(), hint: hint() };
  });
  return { question: question(), answers, pickable: possible.pickable };
}
