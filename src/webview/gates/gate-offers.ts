import {
  possibleAnswers,
  type AnswerKind,
  type Pickable,
  type QuestionKind,
} from '../../protocol/questions.ts';
import type { StepDetail, WaitState } from '../../protocol/session.ts';
import type { StringId } from '../strings.ts';

export interface Offer {
  readonly kind: AnswerKind;
  readonly label: StringId;
}

/** What a person may answer to a question; the first offer is the one to expect. */
export interface GateOffers {
  readonly question: StringId;
  readonly offers: readonly Offer[];
  readonly pickable: readonly Pickable[];
  /** A yes lets something run or touch the user's files: a single key must not say it. */
  readonly grave: boolean;
  /** False when something outside must be mended first: then only resume helps. */
  readonly decidable: boolean;
}

const LABELS: Readonly<Record<AnswerKind, StringId>> = {
  approve: 'gate.approve',
  edit: 'gate.edit',
  reject: 'gate.reject',
  more: 'gate.more',
  pick: 'gate.pick',
  skip: 'gate.skip',
  stop: 'gate.stop',
};

interface Asked {
  readonly question: StringId;
  readonly labels?: Readonly<Partial<Record<AnswerKind, StringId>>>;
}

const ASKED: Readonly<Record<QuestionKind, Asked>> = {
  decided: { question: 'gate.question' },
  open: { question: 'gate.question' },
  protected: { question: 'gate.questionProtected' },
  verifier: { question: 'gate.questionVerifier', labels: { approve: 'gate.runCommand' } },
  plan: { question: 'gate.questionPlan', labels: { approve: 'gate.approvePlan' } },
  delivery: {
    question: 'gate.questionDelivery',
    labels: { approve: 'gate.deliver', skip: 'gate.skipDelivery' },
  },
  conflict: {
    question: 'gate.questionConflict',
    labels: { approve: 'gate.merge', skip: 'gate.skipDelivery' },
  },
};

/** Returns what may be answered to what a step waits for; an answer that could not be carried out is left out. */
export function gateOffers(wait: WaitState, detail: StepDetail): GateOffers {
  const possible = possibleAnswers(wait, detail);
  if (possible === undefined) return outside(wait);
  const { question, labels } = ASKED[possible.question];
  const offers = possible.answers.map((kind) => ({ kind, label: labels?.[kind] ?? LABELS[kind] }));
  return { question, offers, pickable: possible.pickable, grave: possible.grave, decidable: true };
}

function outside(wait: WaitState): GateOffers {
  const interrupted = wait.trigger === 'interrupted';
  const question = interrupted ? 'gate.questionInterrupted' : 'gate.questionOutside';
  return { question, offers: [], pickable: [], grave: false, decidable: false };
}
