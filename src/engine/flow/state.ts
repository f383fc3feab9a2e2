import type { Json } from '../json.ts';
import type { GateRequest, StepOutcome } from './next-action.ts';

export type SessionStatus = 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';

/** A step that has not ended. Ended steps leave memory; totals remember them. */
export interface LiveStep<Data> {
  readonly id: string;
  readonly parent: string | undefined;
  readonly graph: string;
  readonly input: Json;
  /** Where the step stands in its graph. */
  node: string;
  /** `blocked` by dependencies, `joining` children, `waiting` at a gate, or `ready` to run. */
  status: 'blocked' | 'ready' | 'joining' | 'waiting';
  /** Live steps this one still depends on. */
  readonly pending: Set<string>;
  /** Live steps that depend on this one. */
  readonly dependents: string[];
  openChildren: number;
  /** Children that ended, by outcome. */
  readonly ended: Record<StepOutcome, number>;
  readonly visits: Record<string, number>;
  /** Failed tries of the current node. */
  failures: number;
  gate: GateRequest | undefined;
  /** What was decided at the gate; there until the node finishes. */
  decision: Json | undefined;
  readonly data: Data;
}

export interface FlowState<Session, Data> {
  id: string;
  kind: string;
  parentId: string | undefined;
  /** Frozen at the start. */
  settings: Json;
  status: SessionStatus;
  summary: string;
  readonly steps: Map<string, LiveStep<Data>>;
  /** Steps that have begun and may go on now; they come before new ones, so that the frontier stays small. */
  readonly going: Set<string>;
  /** Steps that may begin, in the order they became free. */
  readonly ready: Set<string>;
  /** Steps that stand at a gate. */
  readonly waiting: Set<string>;
  readonly totals: { added: number; done: number; skipped: number; failed: number };
  readonly spent: Record<string, number>;
  /** Folded by the session's kind. */
  readonly session: Session;
}
