import type { Evidence } from '../maker/evidence.ts';
import type { FinishReason, TokenUsage } from './chat-model.ts';

/** The four roles of the method. */
export type Role = 'decomposition' | 'decomposition_discriminator' | 'solver' | 'solution_discriminator';

export const ROLES: readonly Role[] = [
  'decomposition',
  'decomposition_discriminator',
  'solver',
  'solution_discriminator',
];

export interface ProposeRequest {
  readonly role: Role;
  readonly stepId: string;
  /** Counts the samples of a step from 0, over all attempts. Deterministic agents answer as a function of (seed, stepId, role, sampleIndex). */
  readonly sampleIndex: number;
  readonly seed: string;
  readonly evidence: Evidence;
  /** For discriminators: the options in the order this one vote sees them. */
  readonly options?: readonly string[];
  /** From 1: the same request in other words and order, for agents that say `paraphrases`. */
  readonly wording?: number;
  readonly maxTokens: number;
}

/** One answer, unjudged. */
export interface RawAnswer {
  readonly text: string;
  readonly agent: string;
  readonly model: string;
  readonly finish: { readonly unified: FinishReason; readonly raw: string | null };
  readonly usage: TokenUsage;
  readonly requestId: string;
  readonly choice: number;
  readonly latencyMs: number;
  readonly costUsd?: number;
  /** Set when the agent has no answer to give (for example its search budget ran out): not a vote and not a red flag. */
  readonly noAnswer?: { readonly reason: string; readonly detail: string };
}

/** Answers one step once. Knows nothing of votes; throws MicrofactoryError only. */
export interface Microagent {
  readonly name: string;
  /** It asks in other words where the request's `wording` says so. */
  readonly paraphrases?: boolean;
  /** Agents of other models that answer the samples of its races with it, in turn. */
  readonly peers?: readonly Microagent[];
  /** Agents of other models, to be asked where votes of this one lead nowhere. */
  readonly others?: readonly Microagent[];
  /** Asks the same model for inputs on which two answers may differ; they are its request's options. */
  readonly inputs?: Microagent;
  /** Asks the same model for inputs that tell right from wrong; it is shown no answer. */
  readonly probes?: Microagent;
  propose(request: ProposeRequest, signal: AbortSignal): Promise<RawAnswer>;
  /**
   * Several samples of one step, the promise of an answer for each, in their order, asked together the way that costs least.
   * Each is as independent as if it had been asked alone, and rejects as `propose` does.
   */
  proposeBlock?(requests: readonly ProposeRequest[], signal: AbortSignal): readonly Promise<RawAnswer>[];
  /** The same answer at once, of an agent that computes it: a race then costs no turn of the event loop. */
  proposeNow?(request: ProposeRequest): RawAnswer;
}
