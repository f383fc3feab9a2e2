import type { BehaviourState } from './behaviour/behaviour-state.ts';
import type { EstimateState } from './estimate/class-counts.ts';
import type { ConcludedRace } from './estimate/fold-estimates.ts';
import type { CorrelationState } from './correlation/fold-correlation.ts';
import type { DecompositionState } from './decomposition/fold-decomposition.ts';
import type { EscalationState } from './escalate/escalation-state.ts';
import type { SiblingResult } from './evidence.ts';
import type { RedFlagState } from './redflag/fold-red-flags.ts';
import type { RaceName, SampleRecord } from './sample/sample-record.ts';
import type { StepBrief } from './step.ts';
import type { AllowedByPerson, AnsweredTask } from './tasks/domain-task.ts';
import type { VerifiedClass } from './verify/flag-class.ts';
import type { Verification } from './verification.ts';

/** What a step of a maker session is given when it is added. */
export interface StepInput {
  readonly brief: StepBrief;
  readonly ancestors: readonly string[];
  /** 1-based among its siblings. */
  readonly index: number;
  readonly count: number;
}

/** A verification as journalled: the output is a blob. */
export type VerificationRecord = Omit<Verification, 'output'> & { readonly output: string };

/** The candidate that is being verified, approved, accepted. */
export interface ChosenCandidate {
  readonly key: string;
  /** Blob of the candidate. */
  readonly value: string;
  readonly summary: string;
  readonly needsPerson: readonly string[];
  /** `vote`, or `person` for an edit or another class that a person chose: then it is not asked again. */
  readonly by: 'vote' | 'person';
}

/** What is folded of one live step; everything a MicroTask needs to go on after a kill. */
export interface StepData {
  readonly input: StepInput;
  readonly samples: SampleRecord[];
  /** Attempts by race, from 0: each starts a new race. */
  readonly attempts: Record<RaceName, number>;
  /** The adapted k when this attempt's race began, null when there was none; undefined before it begins. */
  raceK: number | null | undefined;
  /** The race that was decided, until it is known whether rightly. */
  concluded: ConcludedRace | undefined;
  /** Votes allowed beyond the configured cap, as people asked for more. */
  extraVotes: number;
  /** Vote keys that may not win again: failed verification, or rejected. With the reason. */
  readonly banned: Map<string, string>;
  readonly feedback: string[];
  /** Verifications that failed since a person last decided. */
  failedVerifications: number;
  chosen: ChosenCandidate | undefined;
  verification: VerificationRecord | undefined;
  /** What was checked so far, by vote key. */
  readonly verified: Map<string, VerifiedClass>;
  /** What is known of how its answers behave. Replaced, never changed: most steps share `NOTHING_PROBED`. */
  behaviour: BehaviourState;
  /** The state that `candidate-accepted` leads to, once it is recorded. */
  accepting: string | undefined;
  /** Blob of the chosen plan. */
  plan: string | undefined;
  /** A plan that a person has approved need not be asked again. */
  planApproved: boolean;
  /** This step's children and how they stand: what their siblings are told. */
  readonly children: Map<string, SiblingResult>;
  /** How many candidates the session had accepted when this step let the others go first. */
  deferredAt: number;
  /** The rungs that were taken since its race led nowhere. */
  escalation: EscalationState;
  /** Whether this race began decorrelated; undefined before its first sample. */
  decorrelated: boolean | undefined;
  /** Votes of this race that were looked at for repeats of wrong answers. */
  votesWatched: number;
  /** Why the last candidate was rolled back. */
  lastRollback: string | undefined;
  /** The delivery was refused because targets changed, and a merge would work: `approve` now means merge. */
  mergeOffered: boolean;
  /** What a task of the domain answered at this node. */
  task: AnsweredTask | undefined;
  /** What a person said yes to at a task's question: the task's name and the vote key. */
  allowed: readonly AllowedByPerson[];
  /** How much of its evidence it is shown since a model found that too much; undefined: all. */
  evidenceShare: number | undefined;
  /** The node before failed with this sentence. */
  lastError: string | undefined;
}

/** What is folded of the session as a whole. */
export interface SessionData {
  baseline:
    { readonly summary: string; readonly warning: string | undefined; readonly blob: string } | undefined;
  /** The domain's accepted state; undefined until something was accepted. */
  acceptedState: string | undefined;
  accepted: number;
  /** Tests that accepted steps promised, and tests that they were allowed to break. */
  readonly promisedTests: Set<string>;
  readonly mayBreak: Set<string>;
  /** Deliveries that stand, oldest first; undone ones are gone. */
  deliveries: Delivered[];
  /** What p and v of each class of steps are estimated from. */
  readonly estimates: EstimateState;
  /** How often wrong answers are repeated, by class of steps. */
  readonly correlation: CorrelationState;
  /** How much was split into smaller steps. */
  readonly decomposition: DecompositionState;
  /** How the rules of red flags fare. */
  readonly redFlags: RedFlagState;
  /** The k of the steps to come, once it was adapted. */
  k: number | undefined;
}

export interface Delivered {
  readonly id: string;
  readonly state: string;
  readonly files: readonly string[];
}

export const ROOT_STEP = 'task';

/** Graphs of steps that are solved, not split: of these people see votes. */
export const LEAF_GRAPHS: ReadonlySet<string> = new Set(['leaf', 'race']);
