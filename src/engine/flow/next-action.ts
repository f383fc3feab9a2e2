import type { Json, JsonRecord } from '../json.ts';
import type { StepSpec } from './step-spec.ts';

/** How a step came to its end. `failed` and `skipped` steps still let their parent go on. */
export type StepOutcome = 'done' | 'skipped' | 'failed';

export type FinalStatus = 'completed' | 'failed' | 'cancelled';

/** A stop that only a decision from outside opens. */
export interface GateRequest {
  /** Machine-readable reason. */
  readonly trigger: string;
  /** One sentence for the person. */
  readonly details: string;
  /** Operational gates (a budget, an unreachable service) are tried again by `resume`; approvals never are. */
  readonly reopensOnResume?: boolean;
  /** Where the reason would stop every other step, too, no step begins any more, and the session pauses; `resume` tries all again. */
  readonly holdsSession?: boolean;
  /** Not for a person: the runner itself opens it, with the decision `{ kind: 'idle' }`, when nothing else can run. */
  readonly opensWhenIdle?: boolean;
  readonly data?: Json;
}

/** Fields of the task's own in the event that ends its step; the flow's fields are not theirs to set. */
export type EndFacts = JsonRecord & {
  readonly [
    Own in 'type' | 'step' | 'node' | 'end' | 'summary' | 'session' | 'to' | 'children' | 'next'
  ]?: never;
};

export interface EndDetails {
  readonly summary?: string;
  /** Ends the whole session, whatever else is going on and whatever would come next. */
  readonly session?: FinalStatus;
  /** Steps that follow under the same parent, added by the same event: a plan need not be listed before it is run. */
  readonly next?: readonly StepSpec[];
  /** Recorded in the event that ends the step: a step that is decided at once costs one event. */
  readonly facts?: EndFacts;
}

/** What a MicroTask says should happen next. */
export type NextAction =
  | {
      readonly kind: 'continue';
      /** Chooses among the node's edges. */
      readonly outcome?: string;
      /** Steps to add; this step goes on when all of them have ended. */
      readonly spawn?: readonly StepSpec[];
    }
  | { readonly kind: 'wait'; readonly gate: GateRequest }
  | { readonly kind: 'goto'; readonly node: string }
  | { readonly kind: 'end'; readonly outcome: StepOutcome; readonly details: EndDetails }
  | {
      readonly kind: 'error';
      readonly code: string;
      readonly message: string;
      readonly retryable: boolean;
    };

/** Goes on along the first edge whose condition holds; with `spawn`, after those steps have ended. */
export function Continue(outcome?: string, spawn?: readonly StepSpec[]): NextAction {
  return {
    kind: 'continue',
    ...(outcome === undefined ? {} : { outcome }),
    ...(spawn === undefined ? {} : { spawn }),
  };
}

/** Stops this step until a decision arrives; the same node then runs again with the decision at hand. */
export function WaitForInput(gate: GateRequest): NextAction {
  return { kind: 'wait', gate };
}

/** Jumps to a node, edges or not. */
export function GoTo(node: string): NextAction {
  return { kind: 'goto', node };
}

/** Ends the step, and with `session` the session. */
export function End(outcome: StepOutcome, details: EndDetails = {}): NextAction {
  return { kind: 'end', outcome, details };
}

/** Reports a failure: tried again while the node's retry policy allows, then along the `error` edge, else the step fails. */
export function Failure(code: string, message: string, retryable = false): NextAction {
  return { kind: 'error', code, message, retryable };
}
