import type { StepDetail, WaitState } from '../../protocol/session.ts';
import type { StringId } from '../strings.ts';

export type OfferKind = 'approve' | 'edit' | 'reject' | 'more' | 'pick' | 'skip' | 'stop';

export interface Offer {
  readonly kind: OfferKind;
  readonly label: StringId;
}

/** Something that can be picked: a class of answers, or a proposed plan. */
export interface Pickable {
  readonly label: string;
  readonly votes: number;
  readonly summary: string;
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

interface GateKind {
  readonly question: StringId;
  readonly offers: readonly Offer[];
  readonly grave?: boolean;
}

const REJECT: Offer = { kind: 'reject', label: 'gate.reject' };
const MORE: Offer = { kind: 'more', label: 'gate.more' };
const EDIT: Offer = { kind: 'edit', label: 'gate.edit' };
const SKIP: Offer = { kind: 'skip', label: 'gate.skip' };
const STOP: Offer = { kind: 'stop', label: 'gate.stop' };
const PICK: Offer = { kind: 'pick', label: 'gate.pick' };
const FINISH: Offer = { kind: 'skip', label: 'gate.skipDelivery' };

function approve(label: StringId): Offer {
  return { kind: 'approve', label };
}

const DECIDED: GateKind = {
  question: 'gate.question',
  offers: [approve('gate.approve'), EDIT, REJECT, MORE, PICK, SKIP, STOP],
};

/** Nothing was decided, so there is nothing that a yes could mean. */
const OPEN: GateKind = {
  question: 'gate.question',
  offers: [PICK, MORE, EDIT, REJECT, SKIP, STOP],
};

/** Gates that a decision opens. What is not here (a budget, a key, a service) is mended outside and then resumed. */
const KINDS: ReadonlyMap<string, GateKind> = new Map([
  [
    'verifier',
    { question: 'gate.questionVerifier', offers: [approve('gate.runCommand'), STOP], grave: true } as const,
  ],
  ['plan', { question: 'gate.questionPlan', offers: [approve('gate.approvePlan'), REJECT, PICK, STOP] }],
  [
    'delivery',
    { question: 'gate.questionDelivery', offers: [approve('gate.deliver'), FINISH, STOP], grave: true },
  ],
  [
    'conflict',
    { question: 'gate.questionConflict', offers: [approve('gate.merge'), FINISH, STOP], grave: true },
  ],
  ['protected', { ...DECIDED, question: 'gate.questionProtected', grave: true }],
  ['undecided', OPEN],
  ['no-answer', OPEN],
  ['verification', OPEN],
  ['approval', DECIDED],
  ['unverified', DECIDED],
  ['doubt', DECIDED],
  ['low-margin', DECIDED],
  ['red-flags', DECIDED],
  ['resamples', DECIDED],
]);

/** Returns what may be answered to what a step waits for; an answer that could not be carried out is left out. */
export function gateOffers(wait: WaitState, detail: StepDetail): GateOffers {
  const kind = KINDS.get(wait.trigger);
  if (kind === undefined) return outside(wait);
  const approvable = kind.offers.some((offer) => offer.kind === 'approve');
  const pickable = pickableOf(detail, approvable);
  const possible: Readonly<Record<OfferKind, boolean>> = {
    // Without a proposal there is no plan that a yes could mean.
    approve: wait.trigger !== 'plan' || detail.proposals.length > 0,
    edit: detail.diffs.length > 0,
    pick: pickable.length > 0,
    reject: true,
    more: true,
    skip: true,
    stop: true,
  };
  const offers = kind.offers.filter((offer) => possible[offer.kind]);
  return { question: kind.question, offers, pickable, grave: kind.grave === true, decidable: true };
}

function outside(wait: WaitState): GateOffers {
  const interrupted = wait.trigger === 'interrupted';
  const question = interrupted ? 'gate.questionInterrupted' : 'gate.questionOutside';
  return { question, offers: [], pickable: [], grave: false, decidable: false };
}

/** Where the leader can be approved, only the others can be picked. */
function pickableOf(detail: StepDetail, approvable: boolean): Pickable[] {
  const all = classesOf(detail);
  if (!approvable) return all;
  const leader =
    detail.step.votes.find(({ winner }) => winner)?.label ?? (all.length === 1 ? all[0]?.label : '');
  return all.filter(({ label }) => label !== leader);
}

function classesOf({ step, proposals }: StepDetail): Pickable[] {
  if (proposals.length > 0) {
    return proposals.map(({ label, votes, steps }) => ({ label, votes, summary: steps.join(' · ') }));
  }
  return step.votes.map(({ label, votes, summary }) => ({ label, votes, summary }));
}
