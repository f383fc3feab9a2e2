import type { Json } from '../json.ts';
import type { Approvals } from '../ports/approvals.ts';
import type { RunCommand } from '../ports/command.ts';
import type { Role } from '../ports/microagent.ts';
import type { SessionWorkspace } from '../ports/workspace.ts';
import type { BehaviourProbing } from './behaviour/behaviour-probing.ts';
import type { Candidate } from './candidate.ts';
import type { DirectSteps } from './direct-steps.ts';
import type { Evidence } from './evidence.ts';
import type { Reading } from './red-flag.ts';
import type { Noise, NoiseByStep, Simulation } from './simulation.ts';
import type { Plan, StepBrief } from './step.ts';
import type { DomainTask } from './tasks/domain-task.ts';
import type { Verification } from './verification.ts';

/** A kind of task. Domains are looked up by name; none is a special case in the engine. */
export interface Domain {
  readonly name: string;
  readonly description: string;
  /** True when sessions of this domain work on a copy of a repository. */
  readonly needsWorkspace: boolean;
  /** True where such a session may begin in an empty folder. */
  readonly mayBeEmpty?: boolean;
  /** How a solver's answers are written; undefined: as edits of files. */
  readonly formatGuide?: string | ((settings: DomainSettings) => string);
  /** The shipped template that asks for inputs on which two answers may differ; undefined: none are asked for. */
  readonly inputsTemplate?: string;
  /** The shipped template that asks for the inputs on which all answers of a step are run; undefined: none are asked for. */
  readonly probesTemplate?: string;
  /** How plans are written; undefined: with promises of tests and commands. */
  readonly planGuide?: string;
  /** True where offline repair can do nothing, so that a run without a model is refused. */
  readonly needsModel?: boolean;
  /** Tasks of its own in the graphs of its steps; a module adds them by `registerTask` and not here. */
  readonly tasks?: readonly DomainTask[];
  /** What the provider `simulated` answers here when it errs so often; a domain without one cannot be simulated. */
  simulation?(noise: Noise | NoiseByStep, settings?: Pick<DomainSettings, 'answers'>): Simulation;
  open(context: DomainContext): Promise<DomainSession>;
}

export interface DomainContext {
  readonly goal: string;
  /** The domain's part of the frozen settings. */
  readonly settings: DomainSettings;
  /** Set when `needsWorkspace`. */
  readonly workspace?: SessionWorkspace;
  readonly run: RunCommand;
  readonly approvals: Approvals;
}

export interface DomainSettings {
  /** Verifier from configuration, or undefined to look for one. */
  readonly verifier?: { readonly argv?: readonly string[]; readonly shellLine?: string };
  readonly verifierTimeoutMs: number;
  readonly stepGranularity: { readonly maxFiles: number; readonly maxLinesChanged: number };
  readonly redFlaggers: readonly Readonly<Record<string, Json>>[];
  /** Whether answers are compared as the repository's own formatter writes them; left out: yes. */
  readonly repositoryFormatter?: boolean;
  /** Whether answers of a contested race that behave alike on inputs count as one; left out: yes. */
  readonly behaviourProbes?: boolean;
  /** Approximate tokens of files shown to a model. */
  readonly evidenceTokens: number;
  /** The provider is the offline search agent: plans come from the domain, not from a model. */
  readonly offline: boolean;
  /** Per step, for agents that search. */
  readonly searchTimeMs: number;
  /** The only answers there are, for domains whose answers are labels; empty or undefined: any. */
  readonly answers?: readonly string[];
  /** A file of the folder with one item a line, each of which is a step. */
  readonly items?: string;
  /** Where a report goes, from the top of the folder. */
  readonly report?: string;
}

/** What must be approved by a person before anything is executed. */
export type Preflight =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'needs-approval';
      readonly hash: string;
      /** The command in full, as it will run. */
      readonly what: string;
      readonly sentence: string;
    };

/** Where a step stands, filled in by the engine. */
export interface StepContext {
  readonly step: StepBrief;
  readonly place: Evidence['place'];
  readonly feedback: readonly string[];
  /** Less than 1 where a model found the prompt too big: so much of the usual evidence is to be shown. */
  readonly evidenceShare?: number;
}

/** One session of a domain. Pure of journal and votes; may be closed and opened again with the recorded baseline. */
export interface DomainSession {
  /** Set where steps need neither files nor commands: they are then planned as they come and may be decided at once. */
  readonly direct?: DirectSteps;
  /**
   * How answers of the solver are told apart: by their vote keys (as when left out), so that a vote is an answer; or by
   * discriminators, which race to choose one of several answers as `show` shows them, because no two texts are the same.
   */
  readonly compare?: 'key' | 'discriminator';
  /**
   * Set where answers that fail their check should not count as votes: every class of a contested race is then checked
   * before it is counted.
   */
  readonly verifiesClasses?: boolean;
  preflight(): Promise<Preflight>;
  /**
   * Finds out how things stand before the first step (for code: runs the verifier twice and proves that it sees the
   * worktree). The result is journalled and is all that `restore` needs. Throws MicrofactoryError, one sentence.
   */
  baseline(signal: AbortSignal, progress: (sentence: string) => void): Promise<Baseline>;
  restore(baseline: Baseline): void;
  /** The plan that needs no model (offline planning), or undefined when the domain has none to offer. */
  ownPlan(context: StepContext, signal: AbortSignal): Promise<Plan | undefined>;
  /** Whether the step should be split further, by the domain's own measure; the engine applies depth and word limits besides. */
  isAtomic(step: StepBrief): boolean;
  /**
   * True for a step whose result is put together from those of its parts (`place.parts`): once they are done the solver is
   * asked for it, and its answers are voted on and verified as those of any step. Else the parts' work is the whole.
   */
  composes?(step: StepBrief): boolean;
  /** A finer split after a leaf found no decision; undefined when it cannot be split. */
  split(context: StepContext, signal: AbortSignal): Promise<Plan | undefined>;
  /**
   * An input for which two candidates differ, both run on it; or why none was found (undefined: nobody can say). Changes
   * nothing that lasts. `ask` is left out where no model can be asked for inputs.
   */
  distinguish?(
    a: Candidate,
    b: Candidate,
    context: StepContext,
    signal: AbortSignal,
    ask?: AskForInputs,
  ): Promise<Distinction | NoDistinction | undefined>;
  /** Set where answers that are written differently can be found to behave alike; only with `verifiesClasses`. */
  readonly behaviour?: BehaviourProbing;
  evidence(context: StepContext, role: Role, signal: AbortSignal): Promise<Evidence>;
  /** Checks a plan that parsed (test ids exist, files exist …). */
  checkPlan(plan: Plan, step: StepBrief): Promise<Reading<Plan>>;
  readAnswer(text: string, step: StepBrief, signal?: AbortSignal): Promise<Reading<Candidate>>;
  /** A candidate made by a person from edited files: the same guards. Payload as the domain's own candidates. */
  readEdit(
    files: readonly { readonly path: string; readonly text: string | null }[],
    step: StepBrief,
  ): Promise<Reading<Candidate>>;
  /** True when the step's promise is already kept by the accepted state (then nothing is asked). */
  alreadyKept(step: StepBrief, signal: AbortSignal): Promise<boolean>;
  /** Checks a candidate on the accepted state, in a worktree; changes nothing that lasts. */
  verify(candidate: Candidate, step: StepBrief, signal: AbortSignal): Promise<Verification>;
  /** Names the accepted state now (compare with Verification.on). */
  state(): string;
  /** The state that accepting the candidate leads to. Changes nothing yet. */
  accepting(candidate: Candidate): Promise<string>;
  /** Makes `state` the accepted one; called after the event that says so was written, and again on resume (idempotent). */
  accept(state: string): Promise<void>;
  /** Checks the whole after the children of a composite step are done (for the root: everything, before delivery). */
  verifyWhole(step: StepBrief, signal: AbortSignal): Promise<Verification>;
  /** The candidate as a unified diff or text for people. */
  show(candidate: Candidate): Promise<string>;
  /** Both sides of every file that the candidate changes, as it was proposed; empty where a domain has no files. */
  changes(candidate: Candidate): Promise<readonly FileSides[]>;
  close(): Promise<void>;
}

/** Shows a model the candidates and returns what is read from its reply; undefined when none of a few replies was any good. */
export type AskForInputs = <Value>(
  shown: readonly string[],
  read: (text: string) => Reading<Value>,
) => Promise<Value | undefined>;

/** What tells two candidates apart, in words that people and prompts can be shown. */
export interface Distinction {
  readonly input: string;
  /** What the first and the second candidate make of it. */
  readonly outcomes: readonly [string, string];
}

/** Why nothing tells two candidates apart, in one sentence. */
export interface NoDistinction {
  readonly none: string;
}

/** A file before and after a change, byte for byte; null where it doesn't exist. */
export interface FileSides {
  readonly path: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
}

/** Journalled once a session. */
export interface Baseline {
  /** One sentence: `31 pass, 4 fail, 1 flaky with node --test`. */
  readonly summary: string;
  /** What steps are called when nothing can be checked, in one sentence; undefined when all is well. */
  readonly warning?: string;
  /** Opaque to the engine. */
  readonly data: Json;
}
