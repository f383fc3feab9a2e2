import type { RedFlag } from '../red-flag.ts';

/** Which race a sample belongs to: proposals of a plan, choices among them, answers to a leaf, choices among those. */
export type RaceName = 'plan' | 'choice' | 'answer' | 'preference';

/** One sample as journalled. Immutable; its identity as a vote is (requestId, choice). */
export interface SampleRecord {
  readonly race: RaceName;
  /** Position in the order asked, from 0, over all attempts of the race. */
  readonly index: number;
  readonly attempt: number;
  readonly outcome: 'valid' | 'flagged' | 'no-answer';
  /** The vote key; '' unless valid. */
  readonly key: string;
  /** The key that it had before its class was counted as one with another; absent where it was not. */
  readonly ownKey?: string;
  readonly tiers: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly size: number;
  /** Names that its change brings in; absent when it brings none. */
  readonly newNames?: number;
  readonly needsPerson: readonly string[];
  /** Blob of the candidate or plan; '' unless valid. */
  readonly value: string;
  readonly flags: readonly RedFlag[];
  /** Blob of the raw answer. */
  readonly raw: string;
  readonly agent: string;
  readonly model: string;
  readonly finish: string;
  readonly requestId: string;
  readonly choice: number;
  readonly inputTokens: number;
  /** How many of them the provider had in its cache; absent when none. */
  readonly cachedInputTokens?: number;
  readonly outputTokens: number;
  /** Set when the server did not count all of the tokens; absent when it did. */
  readonly estimated?: true;
  /** Null when the price is unknown. */
  readonly costUsd: number | null;
  readonly latencyMs: number;
  /** Calls of models that looked the answer over; their tokens and cost are in those of the sample. Absent when nobody did. */
  readonly critiques?: number;
  /** Which other wording of the prompt it saw; absent when it was the prompt as written. */
  readonly wording?: number;
}
