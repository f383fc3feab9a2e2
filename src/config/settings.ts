import type { Json } from '../engine/json.ts';
import type { Role } from '../engine/ports/microagent.ts';
import type { OwnPrices } from '../protocol/prices.ts';
import type { ProgramProvider, ProviderName } from '../protocol/providers.ts';

export type { ProviderName };

/** How a race is decided: by a lead of k, or by k votes in all. */
export type VotingRule = 'ahead-by-k' | 'first-to-k';

/** When a person is asked to approve a decided and verified candidate. */
export type AskPolicy = 'every' | 'doubtful' | 'never';

/** What a gate does when nobody is there. */
export type OnGate = 'pause' | 'skip' | 'fail';

/** What helps a step that finds no decision, in this order; a person always comes last. */
export type EscalationRung = 'paraphrase' | 'model' | 'distinguish' | 'split' | 'person';

export interface EscalationSettings {
  readonly rungs: readonly EscalationRung[];
  /** Votes that a rung may add to its race; default twice the lead that decides. */
  readonly votes?: number;
  /** A decided but doubtful race climbs, too, before a person is asked. */
  readonly doubtful: boolean;
  /** Repeats of wrong answers, as a multiple of what independence predicts, above which votes are decorrelated; 0: never. */
  readonly repeats: number;
  /** Who else answers; without a provider that of the solver. */
  readonly models: readonly { readonly provider?: ProviderName; readonly model: string }[];
}

/** A model and whose it is. */
export interface ModelChoice {
  readonly provider: ProviderName;
  readonly model: string;
}

export interface RoleSettings {
  /** A template's path (relative to the configuration file) or its inline text. */
  readonly promptTemplate: string;
  /** Where a relative template path starts; undefined for inline text. */
  readonly templateRoot?: string;
  readonly provider: ProviderName;
  readonly model: string;
  /** All who answer in turn, `provider` and `model` first; absent where they answer alone. */
  readonly mix?: readonly ModelChoice[] | undefined;
  /** The most valid votes a race of this role may use. */
  readonly samples: number;
  readonly k: number;
  readonly maxTokens: number;
  /** Temperature of the samples after the first; the first is asked at 0. */
  readonly temperature: number;
  /** Who is asked, in this order, while the model can't answer. */
  readonly fallback?: readonly { readonly provider: ProviderName; readonly model: string }[];
}

/** Who looks over answers before they become votes, and with which prompt. */
export interface CritiqueSettings {
  readonly promptTemplate: string;
  readonly templateRoot?: string;
  readonly provider: ProviderName;
  readonly model: string;
  readonly maxTokens: number;
  /** Whose answers. */
  readonly roles: readonly Role[];
}

/** Everything a session was started with; frozen into its journal. */
export interface Settings {
  readonly domain: string;
  /** The domain that does the work, built in or a module, when `domain` is one of configuration that extends it. */
  readonly basis?: string;
  /** The program that does the domain's work, when none that is built in does. */
  readonly module?: {
    /** Absolute. */
    readonly path: string;
    /** Of path and text, as they were when the session began. */
    readonly hash: string;
    /** Named by the user or by an extension, not by the repository. */
    readonly isOwn: boolean;
  };
  readonly roles: Readonly<Record<Role, RoleSettings>>;
  readonly maker: {
    readonly maxResamples: number;
    /** Verification attempts of a step before it waits for a person. */
    readonly maxAttempts: number;
    readonly votingRule: VotingRule;
    /** Demand one vote more for each vote of dissent, up to 2k. */
    readonly dissentSensitive: boolean;
    /** The solver's k follows the estimates, within `kMin` (default: its k) and `kMax`. */
    readonly adaptiveK: boolean;
    /** The chance of success that is wanted of a whole run. */
    readonly targetSuccess: number;
    readonly kMin?: number;
    readonly kMax: number;
    /** Undefined in sessions that an earlier version began: then the defaults hold. */
    readonly escalation?: EscalationSettings;
    readonly maxDecompositionDepth: number;
    /** A description shorter than this is not split further. */
    readonly minWords: number;
    readonly humanRedFlagThreshold: number;
    readonly humanResampleThreshold: number;
    /** Votes of dissent (beyond a clean race) from which a person is asked; 0 turns it off. */
    readonly humanLowMarginThreshold: number;
    /** The share of answers above which a rule of red flags is told of; undefined: that of the method. */
    readonly redFlagAlarmShare?: number;
    readonly maxConcurrentLlm: number;
    readonly maxConcurrentSteps: number;
  };
  readonly ask: AskPolicy;
  readonly onGate: OnGate;
  readonly dryRun: boolean;
  readonly seed: string;
  readonly verifier?: { readonly argv?: readonly string[]; readonly shellLine?: string };
  readonly verifierTimeoutMs: number;
  readonly stepGranularity: { readonly maxFiles: number; readonly maxLinesChanged: number };
  readonly redFlaggers: readonly Readonly<Record<string, Json>>[];
  readonly critiques?: readonly CritiqueSettings[];
  /** Undefined: as if it were true. */
  readonly repositoryFormatter?: boolean;
  /** Undefined: as if it were true. */
  readonly behaviourProbes?: boolean;
  readonly evidenceTokens: number;
  readonly searchTimeMs: number;
  /** The only answers there are, in domains that label things. */
  readonly answers?: readonly string[];
  /** A file of the folder with one item a line. */
  readonly items?: string;
  /** Where a report goes, from the top of the folder. */
  readonly report?: string;
  readonly budget: {
    readonly maxUsd?: number;
    readonly maxTokens?: number;
    readonly maxCalls?: number;
    readonly maxMinutes?: number;
  };
  /** Requests go out in batches; absent: each by itself. */
  readonly batch?: boolean;
  /** The user's own prices, never from a workspace's file; absent when there are none. */
  readonly prices?: OwnPrices;
  /** Whether requests to models are recorded; undefined: as if it were true. */
  readonly recordExchanges?: boolean;
  /** How long a request may take in all, and how long nothing may come; undefined: as long as models are given anyway. */
  readonly requestLimits?: { readonly timeoutMs?: number; readonly idleMs?: number };
  /** Base URLs from the environment, flags or user settings; never from a workspace's file. */
  readonly baseUrls: Readonly<Partial<Record<ProviderName, string>>>;
  /** Absolute paths of programs that answer, from the user's own configuration; never from a workspace's file. */
  readonly programs?: Readonly<Partial<Record<ProgramProvider, string | undefined>>>;
}
