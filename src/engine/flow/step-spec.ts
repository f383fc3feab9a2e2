import type { Json } from '../json.ts';

/** A step to add to the session's graph. */
export interface StepSpec {
  /** Unique in the session, e.g. `1.2`. */
  readonly id: string;
  /** Steps that must have ended before this one starts; an id that is not live counts as ended. */
  readonly dependsOn: readonly string[];
  /** Name of the graph of MicroTasks that this step walks. */
  readonly graph: string;
  readonly input: Json;
}
