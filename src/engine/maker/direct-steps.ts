import type { Candidate } from './candidate.ts';
import type { Evidence } from './evidence.ts';
import type { StepInput } from './maker-state.ts';
import type { Reading } from './red-flag.ts';

/** A step that is planned only when the one before it has ended; everything else of it has defaults (`stepInputOf`). */
export interface LazyStep {
  readonly title: string;
  /** 1-based; names the step, too. */
  readonly index: number;
  readonly count: number;
}

/** A step with the accepted state that it starts from; undefined before anything was accepted. */
export interface DirectPlace {
  readonly input: StepInput;
  readonly state: string | undefined;
}

/**
 * What a domain offers whose steps need neither files nor commands: everything is a pure function of the accepted state
 * and the step, at once. Then a plan need not be listed before it is run, and a step costs one event.
 */
export interface DirectSteps {
  /** The steps to begin with. */
  first(): readonly LazyStep[];
  evidence(place: DirectPlace): Evidence;
  /** A reading that is sound is as good as verified: what could be wrong with it is a red flag. */
  read(text: string, place: DirectPlace): Reading<Candidate>;
  /** The state that accepting the candidate leads to. */
  after(candidate: Candidate, place: DirectPlace): string;
  /** The steps that follow, from the state that was just accepted; none after the last. */
  next(state: string, input: StepInput): readonly LazyStep[];
}
