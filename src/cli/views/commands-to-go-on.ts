import { quote } from 'shell-quote';
import { questionKind } from '../../protocol/questions.ts';
import type { StepSummary, WaitState } from '../../protocol/session.ts';

/** Returns a command line that can be pasted into a shell. */
export function commandLine(...words: readonly string[]): string {
  return quote(['microfactory', ...words]);
}

interface Ways {
  readonly show: string;
  readonly decide: (...answer: readonly string[]) => string;
  readonly resume: (...words: readonly string[]) => string;
  /** Label of a class that could be picked; undefined when no answer was usable. */
  readonly pickable: string | undefined;
  /** The budget that is used up, as the sentence names it. */
  readonly limit: string | undefined;
}

type Commands = (ways: Ways) => string[];

const REJECT = ['reject', '--comment', 'what should be different', '--resume'] as const;

const ofOpenStep: Commands = ({ show, decide, pickable }) => [
  show,
  ...(pickable === undefined ? [] : [decide('pick', '--class', pickable, '--resume')]),
  decide('more', '--resume'),
  decide('skip', '--resume'),
];
const ofDecidedStep: Commands = ({ show, decide }) => [
  show,
  decide('approve', '--resume'),
  decide(...REJECT),
  decide('skip', '--resume'),
];
const ofDelivery: Commands = ({ decide }) => [decide('approve', '--resume'), decide('skip', '--resume')];
const ofBudget: Commands = ({ resume, limit }) => [resume(`--max-${limit ?? 'usd'}`, 'MORE')];
const afterMending: Commands = ({ resume }) => [resume()];

const BY_TRIGGER: Readonly<Record<string, Commands>> = {
  verifier: ({ decide }) => [decide('approve', '--resume'), decide('stop', '--resume')],
  plan: ofDecidedStep,
  delivery: ofDelivery,
  conflict: ofDelivery,
  undecided: ofOpenStep,
  'no-answer': ofOpenStep,
  verification: ofOpenStep,
  budget: ofBudget,
};

/** Returns the exact commands that answer what waits, the most likely first. */
export function commandsFor(sessionId: string, wait: WaitState, step?: StepSummary): string[] {
  const session = ['--session-id', sessionId];
  const commands =
    BY_TRIGGER[wait.trigger] ?? (questionKind(wait) === undefined ? afterMending : ofDecidedStep);
  return commands({
    limit: /budget for (\w+)/u.exec(wait.details)?.[1],
    pickable: step?.votes[0]?.label,
    show: commandLine('show', ...session, '--step', wait.step_id),
    decide: (...answer) => commandLine('decide', ...session, '--step', wait.step_id, ...answer),
    resume: (...words) => commandLine('resume', ...session, ...words),
  });
}
