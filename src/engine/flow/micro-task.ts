import type { Json } from '../json.ts';
import type { JournalEvent } from '../ports/journal.ts';
import type { Amounts } from './budget.ts';
import type { NextAction, StepOutcome } from './next-action.ts';

/** What a MicroTask may see and do. Effects go in order: `record`, `await written()`, then the effect. */
export interface TaskContext<Environment, Session, Data> {
  readonly stepId: string;
  readonly parentId: string | undefined;
  readonly input: Json;
  /** The step's folded data: after a kill it holds everything that was recorded. Read only; change it by `record`. */
  readonly data: Data;
  readonly session: Session;
  /** The parent's folded data while the parent lives. */
  readonly parentData: Data | undefined;
  /** The decision that opened this node's gate, when there was one. */
  readonly decision: Json | undefined;
  /** Ended children of this step by outcome. */
  readonly children: Readonly<Record<StepOutcome, number>>;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** Journals an event of this step and folds it at once. `spend` in it counts against the budget. */
  record(event: JournalEvent): void;
  /** Resolves when everything recorded survives a kill of this process. */
  written(): Promise<void>;
  /** Resolves when everything recorded survives power loss. */
  synced(): Promise<void>;
  /** Returns the name of the budget that spending this much more would break, or undefined. */
  exceeds(next: Amounts): string | undefined;
}

/** One node's work. Deterministic given what was recorded; a sync return costs no promise. */
export interface MicroTask<Environment, Session, Data> {
  run(context: TaskContext<Environment, Session, Data>): NextAction | Promise<NextAction>;
}
