import type { FinishReason } from '../ports/chat-model.ts';
import type { ProposeRequest, RawAnswer } from '../ports/microagent.ts';
import type { Random } from '../ports/random.ts';

export interface SimulatedAnswer {
  readonly text: string;
  /** Default `stop`. */
  readonly finish?: FinishReason;
  /** Tokens of the answer; default a quarter of its length. */
  readonly outputTokens?: number;
  readonly noAnswer?: RawAnswer['noAnswer'];
}

/** How often a simulated solver errs; each sample on its own. */
export interface Noise {
  /** Chance that an answer that raises no red flag is wrong. */
  readonly wrong: number;
  /** Chance that an answer raises a red flag. */
  readonly flagged: number;
  /** Chance that an answer that raises a red flag is wrong besides, for those who count it all the same; default 0. */
  readonly wrongWhenFlagged?: number;
  /** How wrong answers fall on the alternatives that a step has, as weights; default all alike. */
  readonly rivals?: readonly number[];
  /** True where wrong answers break the rules of the domain: a check of the rules finds them without a vote. */
  readonly unlawful?: boolean;
}

/** Noise that differs from step to step: a function of its arguments alone, so that a session goes on as it began. */
export type NoiseByStep = (seed: string, stepId: string) => Noise;

/** Answers as a function of the request and a stream of random numbers that is a function of the request. */
export type Simulation = (request: ProposeRequest, random: Random) => SimulatedAnswer | string;
