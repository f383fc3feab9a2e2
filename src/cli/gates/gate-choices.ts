import type { StepDetail, WaitState } from '../../protocol/session.ts';
import type { Choice } from './asker.ts';

export type Answer = 'approve' | 'reject' | 'more' | 'pick' | 'skip' | 'stop' | 'later';

export interface Gate {
  readonly wait: WaitState;
  readonly detail: StepDetail;
}

/** Something a person may choose among: classes of answers, or proposed plans. */
export interface GateOption {
  readonly label: string;
  readonly votes: number;
  readonly summary: string;
}

interface GateKind {
  readonly question: string;
  readonly choices: readonly Choice<Answer>[];
}

const LATER: Choice<Answer> = { value: 'later', label: 'Decide later', hint: 'it keeps waiting' };
const STOP: Choice<Answer> = { value: 'stop', label: 'Stop the session', hint: 'nothing more is done' };
const REJECT: Choice<Answer> = {
  value: 'reject',
  label: 'Reject with a comment',
  hint: 'the next samples are told',
};
const MORE: Choice<Answer> = { value: 'more', label: 'Ask for more samples' };
const PICK: Choice<Answer> = { value: 'pick', label: 'Pick an answer' };
const SKIP: Choice<Answer> = { value: 'skip', label: 'Skip this step' };

function approve(label: string, hint: string): Choice<Answer> {
  return { value: 'approve', label, hint };
}

function skip(label: string): Choice<Answer> {
  return { value: 'skip', label };
}

const OF_A_DECIDED_STEP: GateKind = {
  question: 'What should happen with this step?',
  choices: [approve('Approve', 'it becomes part of the result'), REJECT, MORE, PICK, SKIP, LATER, STOP],
};

/** Nothing was decided, so there is nothing that a yes could mean. */
const OF_AN_OPEN_STEP: GateKind = {
  question: 'What should happen with this step?',
  choices: [PICK, MORE, REJECT, SKIP, LATER, STOP],
};

/** Gates that a decision opens. What is not here (a budget, a key, a service) is mended outside and then resumed. */
const KINDS: Readonly<Record<string, GateKind>> = {
  verifier: {
    question: 'Run this command?',
    // The safe answer stands first: pressing Enter must not run a command that nobody read.
    choices: [LATER, approve('Yes, run it', 'remembered for this very command'), STOP],
  },
  plan: {
    question: 'Go on with this plan?',
    choices: [approve('Approve the plan', 'its steps begin'), REJECT, PICK, LATER, STOP],
  },
  delivery: {
    question: 'Deliver it into your files?',
    choices: [approve('Deliver', 'can be undone'), skip('Finish without delivering'), LATER, STOP],
  },
  conflict: {
    question: 'Your files changed meanwhile. Merge into them?',
    choices: [LATER, approve('Merge and deliver', 'can be undone'), skip('Finish without delivering'), STOP],
  },
  undecided: OF_AN_OPEN_STEP,
  'no-answer': OF_AN_OPEN_STEP,
  verification: OF_AN_OPEN_STEP,
  protected: {
    question: 'This touches something that can run by itself. Accept it?',
    choices: [LATER, approve('Accept it', 'after reading the diff'), REJECT, MORE, PICK, SKIP, STOP],
  },
  approval: OF_A_DECIDED_STEP,
  unverified: OF_A_DECIDED_STEP,
  doubt: OF_A_DECIDED_STEP,
  'low-margin': OF_A_DECIDED_STEP,
  'red-flags': OF_A_DECIDED_STEP,
  resamples: OF_A_DECIDED_STEP,
};

/** True when a person's decision opens the gate; false when something outside must be mended first. */
export function isDecidable(wait: WaitState): boolean {
  return Object.hasOwn(KINDS, wait.trigger);
}

/** Returns what can be picked at a gate: the step's classes of answers, or the plans where it has none. */
export function optionsOf({ step, proposals }: StepDetail): GateOption[] {
  if (step.votes.length > 0) return [...step.votes];
  return proposals.map(({ label, votes, steps }) => ({ label, votes, summary: steps.join(' · ') }));
}

/** Returns the question and its answers; an answer that could not be carried out is left out. */
export function gateKind({ wait, detail }: Gate): GateKind {
  const { question, choices } = KINDS[wait.trigger] ?? OF_AN_OPEN_STEP;
  // Where the leader can be approved, picking makes sense only if there is another.
  const approvable = choices.some(({ value }) => value === 'approve');
  const pickable = optionsOf(detail).length > (approvable ? 1 : 0);
  return { question, choices: choices.filter(({ value }) => value !== 'pick' || pickable) };
}
