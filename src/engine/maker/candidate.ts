import type { Json } from '../json.ts';

/** What a sample proposes, in a form that can be compared, applied and shown. */
export interface Candidate {
  /** The vote key that the race counts. */
  readonly key: string;
  /** Every tier's key that was computed, e.g. { tree, text }, so that a vote can be explained. */
  readonly tiers: Readonly<Record<string, string>>;
  /** One line for lists, e.g. `src/a.js +2 −1`. */
  readonly summary: string;
  /** For choosing the representative of a class: changed lines, smaller is better. */
  readonly size: number;
  /** For choosing between two of one size: names that it brings in, fewer is better; absent where none does. */
  readonly newNames?: number;
  /** Things that need a person's separate yes whatever the vote says, e.g. a protected file. One sentence each. */
  readonly needsPerson: readonly string[];
  /** What the domain needs to verify and accept it; opaque to the engine, stored as a blob. */
  readonly payload: Json;
}
