import type { Json } from '../../json.ts';
import type { Candidate } from '../candidate.ts';
import type { Reading } from '../red-flag.ts';

/** How a domain tells whether answers that are written differently behave alike. Nothing here changes what lasts. */
export interface BehaviourProbing {
  /** False where it is switched off, and before anything of the repository's was approved and has run. */
  isOn(): boolean;
  /** Reads the probes from a reply of a model that was shown no answer; they must fit the accepted state. */
  read(text: string): Promise<Reading<Json>>;
  /** Returns the key of all that the candidate makes of the files but what the probed function does; undefined where nothing can be said. */
  elsewhere(candidate: Candidate, probes: Json): Promise<string | undefined>;
  /** Finds out whether the probes are any good: whether they tell apart faults that are planted in the accepted state. */
  check(probes: Json, signal: AbortSignal): Promise<CheckedProbes>;
  /** Runs the candidate on checked probes; `outcomes` says how each test of its verification ended. */
  keyOf(candidate: Candidate, run: ProbeRun, signal: AbortSignal): Promise<BehaviourKey>;
}

export interface ProbeRun {
  readonly probes: Json;
  readonly outcomes: string;
}

export type CheckedProbes =
  | {
      readonly ok: true;
      /** Those that are of any use. */
      readonly probes: Json;
      readonly inputs: number;
      /** What is called, in words: `median of src/median.js`. */
      readonly what: string;
      /** Faults that were planted, and those of them that the probes tell apart. */
      readonly faults: number;
      readonly toldApart: number;
    }
  | { readonly ok: false; readonly reason: string };

/** Equal keys: equal outcomes on all inputs, equal outcomes of all tests, and equal in everything else. */
export type BehaviourKey =
  { readonly ok: true; readonly key: string } | { readonly ok: false; readonly reason: string };
