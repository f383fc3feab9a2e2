import type { DomainProposal, GalleryDomain, ProposeDomainQuery } from './gallery.ts';
import type { ServiceEvent } from './event.ts';
import type { CandidateFiles, ComparedFiles } from './candidate-files.ts';
import type { ConfigurationProblem, Finding, PromptPreview } from './configuration.ts';
import type { ModelsQuery, ProviderKeys, ProviderModels } from './models.ts';
import type { ExchangeDetail, ExchangePage, ExchangesQuery } from './exchanges.ts';
import type { ProbeSetEstimate, ProbeSetPlan } from './probe-set.ts';
import type { HttpProvider, ProviderName } from './providers.ts';
import type { PruneRequest, PruneResult } from './housekeeping.ts';
import type { VoteExplanation } from './explanation.ts';
import type { Outline, OutlineQuery, StepGraph, StepGraphQuery } from './outline.ts';
import type { RunEstimate } from './run-estimate.ts';
import type { SessionDetail, SessionSummary, StepDetail } from './session.ts';

/** Overrides of a run; what is undefined comes from configuration. */
export interface RunOverrides {
  readonly provider?: ProviderName | undefined;
  readonly model?: string | undefined;
  /** Models of the provider that answer the samples of a race in turn. */
  readonly models?: readonly string[] | undefined;
  readonly samples?: number | undefined;
  readonly k?: number | undefined;
  readonly votingRule?: 'ahead-by-k' | 'first-to-k' | undefined;
  readonly dissentSensitive?: boolean | undefined;
  readonly adaptiveK?: boolean | undefined;
  /** Between 0 and 1. */
  readonly targetSuccess?: number | undefined;
  readonly maxConcurrentLlm?: number | undefined;
  readonly maxConcurrentSteps?: number | undefined;
  /** Ask in batches: cheaper, and answered within a day. */
  readonly batch?: boolean | undefined;
  readonly maxUsd?: number | undefined;
  /** Of prompts and answers together. */
  readonly maxTokens?: number | undefined;
  readonly maxCalls?: number | undefined;
  readonly maxMinutes?: number | undefined;
  readonly ask?: 'every' | 'doubtful' | 'never' | undefined;
  readonly onGate?: 'pause' | 'skip' | 'fail' | undefined;
}

/** Where providers are, in place of their own address. */
export type BaseUrls = Readonly<Partial<Record<HttpProvider, string | undefined>>>;

/** What a face has settings for: beneath microfactory.yaml, above the built-in defaults. */
export interface FaceDefaults extends RunOverrides {
  readonly domain?: string | undefined;
  /** Sections `domains.<name>` as in microfactory.yaml, of the user's own settings and of extensions. */
  readonly domains?: Readonly<Record<string, unknown>> | undefined;
  readonly baseUrls?: BaseUrls | undefined;
  /** Whether requests to models are recorded. */
  readonly recordExchanges?: boolean | undefined;
}

export interface StartRequest extends RunOverrides {
  readonly prompt: string;
  readonly domain?: string | undefined;
  readonly repoPath?: string | undefined;
  readonly configPath?: string | undefined;
  readonly seed?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** The caller has shown the verifier and a person said yes to whatever it will be. */
  readonly approveVerifier?: boolean | undefined;
  /** The caller has named the domain's module and a person said yes to whatever it says. */
  readonly approveModule?: boolean | undefined;
  /** Reports, patch and status are also written here. */
  readonly outputDir?: string | undefined;
  readonly defaults?: FaceDefaults | undefined;
}

export type Decision =
  | { readonly kind: 'approve' }
  /** Approve with own edits: a new candidate under the same guards and verification. */
  | {
      readonly kind: 'edit';
      readonly files: readonly { readonly path: string; readonly text: string | null }[];
    }
  | { readonly kind: 'reject'; readonly comment: string }
  | { readonly kind: 'more' }
  /** Another class, by its label. */
  | { readonly kind: 'pick'; readonly label: string }
  | { readonly kind: 'skip' }
  | { readonly kind: 'stop' };

export interface DecideRequest {
  readonly sessionId: string;
  readonly stepId: string;
  readonly decision: Decision;
  /** The question that is answered (`opened_seq` of the wait state); one that was answered meanwhile is refused as `conflict`. */
  readonly openedSeq?: number | undefined;
}

/** How a run came to rest. */
export interface SessionResult {
  readonly sessionId: string;
  /** 0 completed and delivered, 1 failed, 2 usage or configuration, 3 paused or something left. */
  readonly exitCode: 0 | 1 | 2 | 3;
  /** One sentence. */
  readonly summary: string;
}

export interface DeliverRequest {
  readonly sessionId: string;
  /** Deliver what was accepted and verified although other steps are not done. */
  readonly acceptedOnly?: boolean | undefined;
  /** Merge into targets that changed meanwhile, where that works without conflict. */
  readonly merge?: boolean | undefined;
}

export type DeliverResult =
  | { readonly kind: 'delivered'; readonly files: readonly string[] }
  | { readonly kind: 'nothing-to-deliver' }
  | { readonly kind: 'refused'; readonly changed: readonly string[]; readonly mergeable: boolean };

export interface UndoRequest {
  /** Default: the last delivery into `repoPath`. */
  readonly sessionId?: string | undefined;
  readonly repoPath?: string | undefined;
}

export interface SubprocessRequest extends RunOverrides {
  readonly step: string;
  /** Context as JSON: { goal?, files?: [{path, text}], failures?: …, feedback?: [] }. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly domain?: string | undefined;
  readonly configPath?: string | undefined;
  readonly repoPath?: string | undefined;
  readonly seed?: string | undefined;
}

export interface SubprocessResult {
  readonly decided: boolean;
  readonly answer: string | null;
  readonly summary: string | null;
  readonly votes: Readonly<Record<string, number>>;
  readonly margin: number;
  readonly dissent: number;
  readonly k: number;
  readonly samples: number;
  readonly red_flags: readonly { readonly rule: string; readonly reason: string }[];
  readonly cost_usd: number | null;
}

export interface ProbeRequest extends RunOverrides {
  /** The built-in probe set, too: what it would cost, or its questions. */
  readonly set?: 'plan' | 'ask' | undefined;
  readonly defaults?: FaceDefaults | undefined;
  readonly configPath?: string | undefined;
  readonly repoPath?: string | undefined;
}

export interface ProbeResult {
  readonly ok: boolean;
  readonly provider: string;
  readonly model: string;
  /** Where the key came from (name of a variable or file), never the key; null when none is needed. */
  readonly key_source: string | null;
  readonly latency_ms: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** The answer obeyed the asked format. */
  readonly format_obeyed: boolean;
  /** Of this one call; null when the price is unknown. */
  readonly cost_usd: number | null;
  /** With `set: 'plan'`; no model is asked then. */
  readonly set_plan?: ProbeSetPlan | undefined;
  /** With `set: 'ask'`. */
  readonly set?: ProbeSetEstimate | undefined;
  /** One sentence. */
  readonly summary: string;
}

export interface DomainInfo {
  readonly name: string;
  readonly description: string;
}

/** Where a face looks at configuration. */
export interface ConfigurationQuery {
  readonly repoPath?: string | undefined;
  readonly configPath?: string | undefined;
  readonly defaults?: FaceDefaults | undefined;
}

export type Unsubscribe = () => void;

/**
 * The one door to sessions, for every face. Asynchronous messages only, so that the engine can live in another process.
 * Every method rejects with a MicrofactoryError whose message is one sentence.
 */
export interface SessionService {
  /** Records the session and begins; resolves as soon as it has an id. Until then the signal ends it: rejects as `cancelled`, and nothing stays of it. */
  start(request: StartRequest, signal?: AbortSignal): Promise<{ readonly sessionId: string }>;
  /** What the run will probably take; null where no model would be asked. Starts nothing. */
  estimate(request: StartRequest): Promise<RunEstimate | null>;
  /** Goes on where the session was; approves nothing by itself. */
  resume(sessionId: string, overrides?: RunOverrides): Promise<void>;
  /** Resolves when the session rests: finished, or nothing more can be done without a person. */
  settled(sessionId: string): Promise<SessionResult>;
  /** Records a decision on a waiting step; a session that is live in this or another process goes on with it. */
  decide(request: DecideRequest): Promise<{ readonly live: boolean }>;
  /** Stops at once; everything recorded stays and can be resumed. */
  stop(sessionId: string): Promise<void>;
  sessions(query?: { readonly limit?: number | undefined }): Promise<readonly SessionSummary[]>;
  /** With its first steps: `steps` of them, by default MOST_STEPS. With none, what it costs does not grow with the session. */
  session(sessionId: string, query?: { readonly steps?: number | undefined }): Promise<SessionDetail>;
  step(sessionId: string, stepId: string): Promise<StepDetail>;
  /** Why the step's vote stands as it does: who agrees at which tier, and how the others differ. */
  explain(sessionId: string, stepId: string): Promise<VoteExplanation>;
  /** A bounded page of the session's requests to models, failed tries included. */
  exchanges(query: ExchangesQuery): Promise<ExchangePage>;
  /** One request in full, by its number. */
  exchange(sessionId: string, number: number): Promise<ExchangeDetail>;
  /** A bounded page of the session's steps as a tree that is folded where nothing is going on. */
  outline(query: OutlineQuery): Promise<Outline>;
  /** A bounded drawing of the session's steps. */
  graph(query: StepGraphQuery): Promise<StepGraph>;
  /** Both sides of every file that a class of answers changes; `label` null: the leading one. */
  candidate(sessionId: string, stepId: string, label: string | null): Promise<CandidateFiles>;
  /** What was accepted so far, against the session's base: what a delivery would write. */
  result(sessionId: string): Promise<ComparedFiles>;
  deliver(request: DeliverRequest): Promise<DeliverResult>;
  undo(request: UndoRequest): Promise<{ readonly sessionId: string; readonly files: readonly string[] }>;
  subprocess(request: SubprocessRequest): Promise<SubprocessResult>;
  probe(request: ProbeRequest): Promise<ProbeResult>;
  /** What each provider offers, with prices and context where they are known; one that can't tell says why. */
  models(query: ModelsQuery): Promise<readonly ProviderModels[]>;
  /** Where the providers' keys are, never the keys; nothing is sent. */
  keys(query: ConfigurationQuery): Promise<readonly ProviderKeys[]>;
  domains(query: ConfigurationQuery): Promise<readonly DomainInfo[]>;
  /** The domains that can be copied from the gallery. */
  gallery(): Promise<readonly GalleryDomain[]>;
  /** What files would become with a domain of the gallery in a configuration; writes nothing. */
  proposeDomain(query: ProposeDomainQuery): Promise<DomainProposal>;
  /** Examines key, verifier, git, templates and store, spending nothing. */
  doctor(query: ConfigurationQuery): Promise<readonly Finding[]>;
  /** What is wrong with a microfactory.yaml, with places; `text` is examined instead of the file where given. */
  checkConfiguration(query: {
    readonly configPath: string;
    readonly text?: string | undefined;
  }): Promise<readonly ConfigurationProblem[]>;
  /** The prompt of a role as a model would get it, for an example step. */
  previewPrompt(query: ConfigurationQuery & { readonly role: string }): Promise<PromptPreview>;
  /** Removes ended sessions beyond the quotas, and what no session needs any more; never what could go on or be undone. */
  prune(request: PruneRequest, signal?: AbortSignal): Promise<PruneResult>;
  /** Writes a session that rests into a new file (absolute path), to be looked at elsewhere. */
  exportSession(
    sessionId: string,
    path: string,
    signal?: AbortSignal,
  ): Promise<{ readonly sessionId: string; readonly bytes: number }>;
  /** Takes in an exported session (absolute path), to be looked at only; what can't be verified is refused as a whole. */
  importSession(path: string, signal?: AbortSignal): Promise<{ readonly sessionId: string }>;
  /** Calls back with the ids of sessions that were begun, changed or removed, in this or another process. */
  watch(listener: (sessionIds: readonly string[]) => void): Unsubscribe;
  /** Events of one session from now on, in their order. A face in another process that is too slow hears `events-skipped` for those of single steps. */
  subscribe(sessionId: string, listener: (event: ServiceEvent) => void): Unsubscribe;
  dispose(): Promise<void>;
}
