import type { ProposeRequest, RawAnswer, Role } from '../../ports/microagent.ts';
import type { RedFlag } from '../red-flag.ts';

/** The rules of a session that look at answers of any domain, as the method asks them. */
export interface RedFlagRules {
  /** Returns the flags that an answer raises before its domain reads it. */
  ofAnswer(answer: RawAnswer, role: Role): readonly RedFlag[];
  /** Has an answer that was read looked over; left out where nobody was named to do so for the role. */
  critic?(role: Role): Critic | undefined;
  /** Where the rule stands in the order of asking: what it flags is not shown to rules of a later stage. */
  stageOf(rule: string): number;
}

/** Looks over answers that would else become votes. */
export interface Critic {
  (criticised: Criticised, signal: AbortSignal): Promise<Critique>;
  /** The most calls of models that it takes for one answer; one when left out. */
  readonly calls?: number;
}

export interface Criticised {
  /** What the answer was asked with. */
  readonly request: ProposeRequest;
  readonly text: string;
}

/** What was said of an answer, and what saying it cost. */
export interface Critique {
  readonly flags: readonly RedFlag[];
  readonly calls: number;
  readonly inputTokens: number;
  /** How many of them the provider had in its cache; absent when none. */
  readonly cachedInputTokens?: number;
  readonly outputTokens: number;
  /** Null when the price is unknown. */
  readonly costUsd: number | null;
}

/** Returns how many calls of models one sample of the role may take: it and those who look it over. */
export function callsASample(rules: RedFlagRules | undefined, role: Role): number {
  const critic = rules?.critic?.(role);
  return critic === undefined ? 1 : 1 + (critic.calls ?? 1);
}
