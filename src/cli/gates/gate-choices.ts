import {
  possibleAnswers,
  type AnswerKind,
  type Pickable,
  type QuestionKind,
} from '../../protocol/questions.ts';
import type { StepDetail, WaitState } from '../../protocol/session.ts';
import type { Choice } from './asker.ts';

/** Editing is a command of its own here: `decide … edit --file`. */
export type Answer = Exclude<AnswerKind, 'edit'> | 'later';

export interface Gate {
  readonly wait: WaitState;
  readonly detail: StepDetail;
}

export interface GateQuestion {
  readonly question: string;
  readonly choices: readonly Choice<Answer>[];
  readonly pickable: readonly Pickable[];
}

type Words = Omit<Choice<Answer>, 'value'>;

const LATER: Choice<Answer> = { value: 'later', label: 'Decide later', hint: 'it keeps waiting' };

const WORDS: Readonly<Record<Exclude<Answer, 'later'>, Words>> = {
  approve: { label: 'Approve', hint: 'it becomes part of the result' },
  reject: { label: 'Reject with a comment', hint: 'the next samples are told' },
  more: { label: 'Ask for more samples' },
  pick: { label: 'Pick an answer' },
  skip: { label: 'Skip this step' },
  stop: { label: 'Stop the session', hint: 'nothing more is done' },
};

interface Asked {
  readonly question: string;
  readonly words?: Readonly<Partial<Record<Answer, Words>>>;
  /** Pressing Enter must not say yes to what nobody read. */
  readonly laterFirst?: boolean;
}

const OF_A_STEP: Asked = { question: 'What should happen with this step?' };
const UNDELIVERED: Words = { label: 'Finish without delivering' };

const ASKED: Readonly<Record<QuestionKind, Asked>> = {
  decided: OF_A_STEP,
  open: OF_A_STEP,
  verifier: {
    question: 'Run this command?',
    words: { approve: { label: 'Yes, run it', hint: 'remembered for this very command' } },
    laterFirst: true,
  },
  plan: {
    question: 'Go on with this plan?',
    words: { approve: { label: 'Approve the plan', hint: 'its steps begin' } },
  },
  delivery: {
    question: 'Deliver it into your files?',
    words: { approve: { label: 'Deliver', hint: 'can be undone' }, skip: UNDELIVERED },
  },
  conflict: {
    question: 'Your files changed meanwhile. Merge into them?',
    words: { approve: { label: 'Merge and deliver', hint: 'can be undone' }, skip: UNDELIVERED },
    laterFirst: true,
  },
  protected: {
    question: 'This touches something that can run by itself. Accept it?',
    words: { approve: { label: 'Accept it', hint: 'after reading the diff' } },
    laterFirst: true,
  },
};

/** Returns the question and its answers; undefined when no decision opens the gate. */
export function gateQuestion({ wait, detail }: Gate): GateQuestion | undefined {
  const possible = possibleAnswers(wait, detail);
  if (possible === undefined) return undefined;
  const { question, words, laterFirst } = ASKED[possible.question];
  const choices = possible.answers
    .filter((answer) => answer !== 'edit')
    .map((value): Choice<Answer> => ({ value, ...(words?.[value] ?? WORDS[value]) }));
  const end = choices.findIndex(({ value }) => value === 'stop');
  choices.splice(laterFirst === true ? 0 : end, 0, LATER);
  return { question, choices, pickable: possible.pickable };
}
