import type { Candidate } from '../candidate.ts';
import type { StepBrief } from '../step.ts';
import type { Verification } from '../verification.ts';

/** The nodes of a step's graph that a task may stand before; every way to the node leads past it. */
export type TaskPlace = 'verify' | 'gate' | 'accept';

/** A MicroTask that a domain adds to the graph of its steps. */
export interface DomainTask {
  /** Small letters, digits and hyphens; the journal knows it by this name. */
  readonly name: string;
  /**
   * `verify`: a decided answer, not checked yet; `gate`: one that is checked, before a person may be asked; `accept`: one
   * that nothing but this stands between and the accepted state. Tasks of one place run in the order they were registered.
   */
  readonly before: TaskPlace;
  /**
   * Runs each time a step comes by. What it answered is journalled and not asked again after a kill; a kill before that
   * runs it again. What it throws stops the step until the session is resumed.
   */
  run(work: TaskWork): TaskAnswer | Promise<TaskAnswer>;
}

/** What a task is shown of its step. */
export interface TaskWork {
  readonly goal: string;
  readonly step: StepBrief;
  readonly candidate: Candidate;
  /** Undefined until it was checked. */
  readonly verification: Pick<Verification, 'verdict' | 'summary'> | undefined;
  /** Aborts when the session stops; a task is not waited for after that. */
  readonly signal: AbortSignal;
  /** Returns the candidate as people see it: a unified diff or text. */
  show(): Promise<string>;
}

/** How the step goes on; sentences are shown to people as they are. */
export type TaskAnswer =
  | { readonly kind: 'continue' }
  /** A person is asked; a yes goes on, and everything else means what it means at any gate. */
  | { readonly kind: 'wait'; readonly question: string }
  /** This answer can't win any more, and the next prompts say why; counted as a failed verification is. */
  | { readonly kind: 'again'; readonly reason: string }
  /** Ends the step without accepting anything. */
  | { readonly kind: 'end'; readonly outcome: 'skipped' | 'failed'; readonly reason: string };

/** A candidate that a person let pass a task: it is not asked about again, whatever was accepted meanwhile. */
export interface AllowedByPerson {
  readonly task: string;
  readonly key: string;
}

/** What is folded of a task's answer until its step leaves the node. */
export interface AnsweredTask {
  readonly task: string;
  readonly answer: TaskAnswer;
}
