import type { Json } from '../json.ts';
import type { JournalEvent } from '../ports/journal.ts';
import type { GraphDefinition } from './graph.ts';
import type { MicroTask } from './micro-task.ts';
import type { StepOutcome } from './next-action.ts';

/** What makes one kind of session (maker, pipeline, …): its graphs, tasks, and the fold of its own events. */
export interface SessionKind<Environment, Session, Data> {
  readonly name: string;
  readonly graphs: Readonly<Record<string, GraphDefinition>>;
  readonly tasks: Readonly<Record<string, MicroTask<Environment, Session, Data>>>;
  initialSession(): Session;
  /** `parent` is the data of the step under which this one is added. */
  initialData(input: Json, parent?: Data): Data;
  /**
   * Folds an event into the session's state and, when it names a live step, that step's data. Owns both and changes
   * them in place. Total: an event it does not know changes nothing.
   */
  fold(event: JournalEvent, session: Session, data: Data | undefined): void;
  /** A step ended and leaves memory: whatever later steps need of it must be kept in the session or its parent's data. */
  stepEnded?(ended: {
    readonly id: string;
    readonly data: Data;
    readonly outcome: StepOutcome;
    readonly summary: string;
    readonly parent: Data | undefined;
    readonly session: Session;
  }): void;
}
