import type { Blobs } from '../ports/blobs.ts';
import type { Approvals } from '../ports/approvals.ts';
import type { Microagent, Role } from '../ports/microagent.ts';
import type { DeliveryOutcome } from '../ports/workspace.ts';
import type { DomainSession } from './domain.ts';
import type { EscalationRules } from './escalate/rung.ts';
import type { Delivered } from './maker-state.ts';
import type { VotingRule } from './maths/voting-maths.ts';
import type { DomainTask } from './tasks/domain-task.ts';
import type { RedFlagRules } from './redflag/red-flag-rules.ts';

export interface RoleRules {
  /** The most valid votes a race of this role may use. */
  readonly samples: number;
  readonly k: number;
  readonly maxTokens: number;
}

/** The settings that the method itself reads. */
export interface MakerSettings {
  readonly seed: string;
  readonly roles: Readonly<Record<Role, RoleRules>>;
  readonly votingRule: VotingRule;
  readonly dissentSensitive: boolean;
  /** k of the races that solve steps follows the estimates, for this chance of success of the whole run. */
  readonly adaptiveK: boolean;
  readonly targetSuccess: number;
  /** Bounds of k when it is adaptive; without a least one, k never falls below what is configured. */
  readonly kMin?: number | undefined;
  readonly kMax: number;
  readonly escalation: EscalationRules;
  readonly maxResamples: number;
  readonly maxAttempts: number;
  readonly maxDecompositionDepth: number;
  readonly minWords: number;
  readonly humanRedFlagThreshold: number;
  readonly humanResampleThreshold: number;
  readonly humanLowMarginThreshold: number;
  /** A rule of red flags that surely flags a larger share of answers is told of; .8 when left out. */
  readonly redFlagAlarmShare?: number | undefined;
  readonly ask: 'every' | 'doubtful' | 'never';
  readonly onGate: 'pause' | 'skip' | 'fail';
  readonly dryRun: boolean;
}

export interface DeliveryWish {
  /** The accepted state to bring into the user's tree. */
  readonly to: string;
  /** Deliveries of this session that stand, oldest first. */
  readonly before: readonly Delivered[];
  readonly merge: boolean;
}

/** Everything the method's MicroTasks reach outside themselves. */
export interface MakerEnvironment {
  readonly goal: string;
  readonly settings: MakerSettings;
  readonly domain: DomainSession;
  /** The domain's own, which are nodes of the graphs that run; undefined where it has none. */
  readonly tasks?: readonly DomainTask[];
  /** A role without an agent is one the domain does without. */
  readonly agents: Readonly<Partial<Record<Role, Microagent>>>;
  /** What is asked of every answer besides what its domain reads; without it only what no answer can do without. */
  readonly redFlags?: RedFlagRules;
  readonly blobs: Blobs;
  readonly approvals: Approvals;
  /** The verifier was approved for this run in advance. */
  readonly approveVerifier: boolean;
  /** Somebody is there to answer gates while the session runs. */
  readonly attended: boolean;
  /** Brings the accepted state into the user's tree; undefined where the domain has no tree. */
  readonly deliver: ((wish: DeliveryWish) => Promise<DeliveryOutcome>) | undefined;
  /** Transient words for whoever watches; not journalled. */
  progress(stepId: string, sentence: string): void;
}
