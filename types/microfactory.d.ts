// What modules of domains and other extensions see of Microfactory; docs/extending.md explains it.
// Generated from src/api by `npm run api-types`.

/** The default export of a module that is named by `domains.<name>.module` or given to `registerDomain`. */
export type DomainFactory = (kit: DomainKit) => Domain | Promise<Domain>;

/** What a module is given to make its domain with. */
export interface DomainKit {
  readonly apiVersion: 1;
  /** What the configuration calls the domain; the domain goes by this name whatever it calls itself. */
  readonly name: string;
  /** Returns an error to throw when a task can't be done as it is worded; the sentence is shown as it is. */
  refusal(sentence: string): Error;
  /** Adds a task of its own to the graph of the domain's steps. Throws one sentence for one that can't be used, or comes after the domain was made. */
  registerTask(task: DomainTask): void;
}

/** A MicroTask that a domain adds to the graph of its steps. */
export interface DomainTask {
  /** Small letters, digits and hyphens; the journal knows it by this name. */
  readonly name: string;
  /**
   * `verify`: a decided answer, not checked yet; `gate`: one that is checked, before a person may be asked; `accept`: one
   * that nothing but this stands between and the accepted state. Tasks of one place run in the order they were registered.
   */
  readonly before: TaskPlace;
  /**
   * Runs each time a step comes by. What it answered is journalled and not asked again after a kill; a kill before that
   * runs it again. What it throws stops the step until the session is resumed.
   */
  run(work: TaskWork): TaskAnswer | Promise<TaskAnswer>;
}

/** The nodes of a step's graph that a task may stand before; every way to the node leads past it. */
export type TaskPlace = 'verify' | 'gate' | 'accept';

/** What a task is shown of its step. */
export interface TaskWork {
  readonly goal: string;
  readonly step: StepBrief;
  readonly candidate: Candidate;
  /** Undefined until it was checked. */
  readonly verification: Pick<Verification, 'verdict' | 'summary'> | undefined;
  /** Aborts when the session stops; a task is not waited for after that. */
  readonly signal: AbortSignal;
  /** Returns the candidate as people see it: a unified diff or text. */
  show(): Promise<string>;
}

/** A step as planner, prompts, domains and people see it. */
export interface StepBrief {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Open-ended, e.g. `plan`, `edit`, `move`. */
  readonly kind: string;
  readonly depth: number;
  readonly promise: StepPromise;
  /** Test ids that may turn red. */
  readonly mayBreak: readonly string[];
  /** Workspace-relative paths that the planner names. */
  readonly files: readonly string[];
  /** True where they are where the change may belong, by traces of failures, and not what a plan was voted on for. */
  readonly filesAreHints?: boolean;
}

/** What a machine can check when a step is done. `none`: the step is labelled unverified. */
export type StepPromise =
  | { readonly kind: 'tests'; readonly tests: readonly string[] }
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  | { readonly kind: 'none' };

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

/** Anything that survives a trip through JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What checking a candidate against reality gave. Same shape for good and bad. */
export interface Verification {
  /** `unverified`: nothing was broken, but the step has no promise a machine can check. */
  readonly verdict: 'passed' | 'failed' | 'unverified';
  /** One sentence: `2 promised pass, 31 kept`, `breaks csv › plain`. */
  readonly summary: string;
  readonly promised: readonly TestOutcome[];
  /** Tests that passed at the baseline and fail now (flaky ones and `mayBreak` left out). */
  readonly broken: readonly string[];
  /** Tests that failed and pass now. */
  readonly fixed: readonly string[];
  readonly kept: number;
  readonly durationMs: number;
  /** Output of the checks, capped; becomes a blob. */
  readonly output: string;
  /** What the next attempt should be told when this one failed. */
  readonly seen: readonly string[];
  /** A digest of how each test ended: equal for two candidates where every one of them ended alike. Absent where none is known. */
  readonly outcomes?: string;
  /** Names the accepted state it was verified on: verifying again is needed when that has moved. */
  readonly on: string;
}

export interface TestOutcome {
  readonly test: string;
  readonly outcome: 'pass' | 'fail' | 'skip' | 'missing';
  readonly message?: string;
}

/** How the step goes on; sentences are shown to people as they are. */
export type TaskAnswer =
  | { readonly kind: 'continue' }
  /** A person is asked; a yes goes on, and everything else means what it means at any gate. */
  | { readonly kind: 'wait'; readonly question: string }
  /** This answer can't win any more, and the next prompts say why; counted as a failed verification is. */
  | { readonly kind: 'again'; readonly reason: string }
  /** Ends the step without accepting anything. */
  | { readonly kind: 'end'; readonly outcome: 'skipped' | 'failed'; readonly reason: string };

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

/** How often a simulated solver errs; each sample on its own. */
export interface Noise {
  /** Chance that an answer that raises no red flag is wrong. */
  readonly wrong: number;
  /** Chance that an answer raises a red flag. */
  readonly flagged: number;
  /** Chance that an answer that raises a red flag is wrong besides, for those who count it all the same; default 0. */
  readonly wrongWhenFlagged?: number;
  /** How wrong answers fall on the alternatives that a step has, as weights; default all alike. */
  readonly rivals?: readonly number[];
  /** True where wrong answers break the rules of the domain: a check of the rules finds them without a vote. */
  readonly unlawful?: boolean;
}

/** Noise that differs from step to step: a function of its arguments alone, so that a session goes on as it began. */
export type NoiseByStep = (seed: string, stepId: string) => Noise;

/** Answers as a function of the request and a stream of random numbers that is a function of the request. */
export type Simulation = (request: ProposeRequest, random: Random) => SimulatedAnswer | string;

export interface ProposeRequest {
  readonly role: Role;
  readonly stepId: string;
  /** Counts the samples of a step from 0, over all attempts. Deterministic agents answer as a function of (seed, stepId, role, sampleIndex). */
  readonly sampleIndex: number;
  readonly seed: string;
  readonly evidence: Evidence;
  /** For discriminators: the options in the order this one vote sees them. */
  readonly options?: readonly string[];
  /** From 1: the same request in other words and order, for agents that say `paraphrases`. */
  readonly wording?: number;
  readonly maxTokens: number;
}

/** The four roles of the method. */
export type Role = 'decomposition' | 'decomposition_discriminator' | 'solver' | 'solution_discriminator';

/** Everything a microagent may know of a step. Text from outside (files, failures) is data, never instructions. */
export interface Evidence {
  /** The task's global goal: the user's prompt. */
  readonly goal: string;
  readonly step: StepBrief;
  readonly place: {
    /** Titles from the root down to the parent. */
    readonly ancestors: readonly string[];
    /** 1-based position among its siblings, and their number. */
    readonly index: number;
    readonly count: number;
    readonly siblings: readonly SiblingResult[];
    /** What came of the step's own parts, where its result is put together from them. */
    readonly parts?: readonly SiblingResult[];
  };
  readonly files: readonly EvidenceFile[];
  readonly failures: readonly TestFailure[];
  /** All file paths of the task's folder, cut to the token budget. */
  readonly outline: readonly string[];
  /** Comments of people who rejected candidates, and what verification saw in earlier attempts. */
  readonly feedback: readonly string[];
  /** Anything else a domain wants its templates to have. */
  readonly notes: readonly string[];
  /** For agents that can run things. */
  readonly bench?: TestBench;
}

export interface SiblingResult {
  readonly title: string;
  /** `accepted`, `waiting`, `planned`, … in words. */
  readonly state: string;
  readonly summary: string;
}

export interface EvidenceFile {
  readonly path: string;
  readonly text: string;
  /** Why it is shown: `stack frame`, `named by the plan`, `failing test`, … */
  readonly why: string;
}

/** One failing test with what was seen. */
export interface TestFailure {
  /** Stable id: `<test file> › <suite> › <test>`. */
  readonly test: string;
  readonly file: string;
  readonly message: string;
  /** Expected and actual as the runner printed them, where it did. */
  readonly expected?: string;
  readonly actual?: string;
  /** Frames inside the workspace (dependencies left out), innermost first. */
  readonly frames: readonly SourcePlace[];
}

/** A place in a source file: workspace-relative path, 1-based line and column. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
}

/** What a domain lends to microagents that can run things: the step's tests and a place to try edits on. */
export interface TestBench {
  /** Tests the step promises to turn green. */
  readonly targets: readonly string[];
  readonly failures: readonly TestFailure[];
  /** Source files that may be edited (workspace-relative, JavaScript and TypeScript, no tests, no dependencies). */
  readonly sources: readonly string[];
  readText(path: string): Promise<string>;
  /** Coverage of failing against passing tests; empty when the runner cannot give it. Computed once a step. */
  coverage(signal: AbortSignal): Promise<readonly LineCoverage[]>;
  /**
   * Applies the changes in a scratch worktree and runs the targets; when they pass, everything that passed before.
   * A function of the changes alone (results are remembered by content). Stops early at the first sure failure.
   */
  try(changes: readonly FileChange[], signal: AbortSignal): Promise<Trial>;
  /** How many trials may run at once. */
  readonly concurrency: number;
}

/** How often each line of a source file ran, by test (sampled by running test files or single tests). */
export interface LineCoverage {
  /** The test ids that this record stands for. */
  readonly tests: readonly string[];
  readonly passed: boolean;
  /** Path → 1-based numbers of lines that ran. Only files of the workspace that are not tests. */
  readonly lines: Readonly<Record<string, readonly number[]>>;
}

/** What one file becomes. Paths are relative to the workspace root, with `/`. */
export interface FileChange {
  readonly path: string;
  /** The whole new content, byte for byte; null deletes the file. */
  readonly content: Uint8Array | null;
}

export interface Trial {
  readonly verdict: TrialVerdict;
  /** Failing tests of the session (targets and others) that this edit turns green, as far as they were run. */
  readonly fixed: readonly string[];
  readonly broken: readonly string[];
  readonly durationMs: number;
}

export type TrialVerdict =
  | 'passes' // every target passes and nothing that passed is broken
  | 'target-fails'
  | 'breaks-others'
  | 'broken' // does not parse or load
  | 'timed-out';

/** A seeded stream of numbers in [0, 1). */
export interface Random {
  next(): number;
}

export interface SimulatedAnswer {
  readonly text: string;
  /** Default `stop`. */
  readonly finish?: FinishReason;
  /** Tokens of the answer; default a quarter of its length. */
  readonly outputTokens?: number;
  readonly noAnswer?: RawAnswer['noAnswer'];
}

/** `cut`: we stopped reading; tokens are then estimated where the server had not counted them yet. */
export type FinishReason = 'stop' | 'length' | 'refusal' | 'tool' | 'cut' | 'other';

/** One answer, unjudged. */
export interface RawAnswer {
  readonly text: string;
  readonly agent: string;
  readonly model: string;
  readonly finish: { readonly unified: FinishReason; readonly raw: string | null };
  readonly usage: TokenUsage;
  readonly requestId: string;
  readonly choice: number;
  readonly latencyMs: number;
  readonly costUsd?: number;
  /** Set when the agent has no answer to give (for example its search budget ran out): not a vote and not a red flag. */
  readonly noAnswer?: { readonly reason: string; readonly detail: string };
}

export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cachedInput: number;
  /** Set when the server did not count all of them, as where we stopped reading. */
  readonly estimated?: true;
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

/** A session's own copy of the user's files. Nothing here touches the user's tree. */
export interface SessionWorkspace {
  /** Absolute, real path of the user's tree (the top of the repository, or the folder itself without git). */
  readonly userRoot: string;
  /** The task's folder relative to the root, with `/`; '' for the root itself. */
  readonly folder: string;
  /** The user's tree as it was when the session began. */
  readonly base: TreeId;
  /** What has been accepted so far; starts as `base`. */
  accepted(): TreeId;
  /** All file paths of the tree, sorted. */
  list(tree: TreeId): Promise<readonly string[]>;
  /** The file's bytes, or undefined when the tree has no such file. */
  read(tree: TreeId, path: string): Promise<Uint8Array | undefined>;
  /** Checks paths against the guard and the protected list; empty means allowed. */
  guard(changes: readonly FileChange[]): Promise<readonly GuardFinding[]>;
  /** Returns the tree that the changes make of `from`; throws `guard` for anything but `protected` findings. */
  writeTree(from: TreeId, changes: readonly FileChange[]): Promise<TreeId>;
  changedFiles(from: TreeId, to: TreeId): Promise<readonly ChangedFile[]>;
  /** Unified diff of two trees, optionally of some paths only. */
  diff(from: TreeId, to: TreeId, paths?: readonly string[]): Promise<string>;
  /** Three-way merge of trees; `conflicts` lists paths that need a person (then `tree` is undefined). */
  merge(options: {
    readonly base: TreeId;
    readonly ours: TreeId;
    readonly theirs: TreeId;
  }): Promise<{ readonly tree?: TreeId; readonly conflicts: readonly string[] }>;
  /** Leases a scratch folder laid out at `tree`; waits when all are leased. */
  lease(tree: TreeId, signal?: AbortSignal): Promise<Scratch>;
  /** How many scratch folders can be leased at once. */
  readonly maxScratches: number;
  /** Makes `tree` the accepted state (kept under a ref, so nothing collects it). */
  accept(tree: TreeId): Promise<void>;
  /** Removes scratch folders; keeps the session's objects and refs. */
  close(): Promise<void>;
}

/** The name of a complete set of files (a git tree hash in the session's own object store). */
export type TreeId = string;

// could cause execution: needs a separate, explicit yes

/** One refusal of the path guard. `protected` can be overruled by a person, the others never. */
export interface GuardFinding {
  readonly path: string;
  readonly rule: GuardRule;
  readonly sentence: string;
}

export type GuardRule =
  | 'invalid-path' // NUL, control characters, absolute, drive letter, ~, ..
  | 'outside' // resolves outside the workspace
  | 'symlink' // the last component is a link, or the change would go through one
  | 'protected';

export interface ChangedFile {
  readonly path: string;
  readonly kind: 'added' | 'modified' | 'deleted';
  readonly addedLines: number;
  readonly removedLines: number;
}

/** A leased folder that holds one tree, with dependencies beside it, to run things in. */
export interface Scratch {
  /** Absolute path of the folder that corresponds to the workspace root. */
  readonly root: string;
  /** Absolute path of the task's folder inside it (where verifiers run). */
  readonly cwd: string;
  /** Lays out the tree exactly: tracked files as in the tree, files that runs left behind removed, dependencies kept. */
  reset(tree: TreeId): Promise<void>;
  /** Writes the changes over what is there (guarded; the caller resets before it reuses the folder). */
  write(changes: readonly FileChange[]): Promise<void>;
  /** Runs in this folder; `cwd` defaults to `this.cwd`. */
  run(
    command: Omit<CommandSpec, 'cwd'> & { readonly cwd?: string },
    signal?: AbortSignal,
  ): Promise<CommandResult>;
  release(): Promise<void>;
}

/** A process to run. Exactly one of `argv` and `shellLine` is set. */
export interface CommandSpec {
  readonly argv?: readonly string[];
  /** A line for the system's shell: only ever one that a person approved in full. */
  readonly shellLine?: string;
  /** Absolute folder. */
  readonly cwd: string;
  /** Added to the allow-listed environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly timeoutMs: number;
  /** Ends it when it has printed nothing for so long; never unless given. */
  readonly idleTimeoutMs?: number;
  /** Cap for stdout and stderr each; what is past it is dropped (head and tail are kept). Default 1 MiB. */
  readonly maxOutputBytes?: number;
}

/** Same shape whether the command succeeded or not. */
export interface CommandResult {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** Set when the time limit was that of silence. */
  readonly idle?: boolean;
  readonly cancelled: boolean;
  /** True when output was dropped at the cap. */
  readonly truncated: boolean;
  readonly durationMs: number;
  /** Set when the process could not be started (no such program, no such folder): one sentence. */
  readonly startFailure?: string;
}

/** Runs a process in its own group with the allow-listed environment; its whole group is gone when this resolves. Never throws for what the process does. */
export type RunCommand = (spec: CommandSpec, signal?: AbortSignal) => Promise<CommandResult>;

/** What a person has approved to be executed, remembered by hash across sessions. */
export interface Approvals {
  has(hash: string): Promise<boolean>;
  add(hash: string, what: string): Promise<void>;
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

/** What a step of a maker session is given when it is added. */
export interface StepInput {
  readonly brief: StepBrief;
  readonly ancestors: readonly string[];
  /** 1-based among its siblings. */
  readonly index: number;
  readonly count: number;
}

/** The result of reading an answer: a value, or the red flags that it raised. */
export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly flags: readonly RedFlag[] };

/** Why a sample does not count. A flagged sample is discarded and asked anew, never repaired. */
export interface RedFlag {
  /** Stable id, e.g. `too-long`, `does-not-apply`, `outside`, `truncated`, `elided-body`. */
  readonly rule: string;
  /** One sentence. */
  readonly reason: string;
  /** What shows it: the offending lines, path, output. */
  readonly evidence?: string;
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

/** Journalled once a session. */
export interface Baseline {
  /** One sentence: `31 pass, 4 fail, 1 flaky with node --test`. */
  readonly summary: string;
  /** What steps are called when nothing can be checked, in one sentence; undefined when all is well. */
  readonly warning?: string;
  /** Opaque to the engine. */
  readonly data: Json;
}

/** Where a step stands, filled in by the engine. */
export interface StepContext {
  readonly step: StepBrief;
  readonly place: Evidence['place'];
  readonly feedback: readonly string[];
  /** Less than 1 where a model found the prompt too big: so much of the usual evidence is to be shown. */
  readonly evidenceShare?: number;
}

export interface Plan {
  readonly steps: readonly PlannedStep[];
}

/** A step of a plan that has no id yet; `dependsOn` are indices of earlier steps of the same plan. */
export interface PlannedStep {
  readonly title: string;
  readonly description: string;
  readonly kind: string;
  readonly promise: StepPromise;
  readonly mayBreak: readonly string[];
  readonly files: readonly string[];
  /** As of a step. */
  readonly filesAreHints?: boolean;
  readonly dependsOn: readonly number[];
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

export interface ProbeRun {
  readonly probes: Json;
  readonly outcomes: string;
}

/** Equal keys: equal outcomes on all inputs, equal outcomes of all tests, and equal in everything else. */
export type BehaviourKey =
  { readonly ok: true; readonly key: string } | { readonly ok: false; readonly reason: string };

/** A file before and after a change, byte for byte; null where it doesn't exist. */
export interface FileSides {
  readonly path: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array | null;
}

export interface ListedSession {
  readonly sessionId: string;
  readonly status: 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
  readonly prompt: string;
  readonly domain: string;
}

/** What `activate()` of the extension `microfactory.microfactory` gives to other extensions. */
export interface MicrofactoryApi {
  /** Raised when something that is here changes its meaning; what is added does not raise it. */
  readonly apiVersion: 1;
  /**
   * Makes a domain known in this window until it is disposed of; sessions that were begun with it can be resumed all the
   * same, as long as its module is there. Throws one sentence for a name that can't be used.
   */
  registerDomain(domain: RegisteredDomain): Registration;
  /** Begins a session as the command Run Task does, and shows it; resolves with its id, undefined when a person thought better of it. Rejects with one sentence. */
  runTask(request: RunRequest): Promise<string | undefined>;
  /** Resolves when the session has ended, or when it can't go on without a person. */
  settled(sessionId: string): Promise<SettledSession>;
  /** The newest sessions, as the sidebar lists them. */
  sessions(): Promise<readonly ListedSession[]>;
  /** Names sessions that were begun, changed or removed; nothing is heard before the first use of Microfactory in this window. */
  onDidChangeSessions(listener: (sessionIds: readonly string[]) => unknown): Registration;
}

export interface RegisteredDomain {
  /** Small letters, digits and hyphens; none of a built-in domain. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** The module (a file) whose default export is a `DomainFactory`; it is loaded by the process of the engine, not by the extension host. */
  readonly module: ModuleUri;
  /** What else `domains.<name>` of microfactory.yaml may say, such as `{ agents: { solver: { k: 4 } } }`; paths are absolute. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A `vscode.Uri`. */
export interface ModuleUri {
  readonly scheme: string;
  readonly fsPath: string;
}

/** A `vscode.Disposable`. */
export interface Registration {
  dispose(): void;
}

export interface RunRequest {
  readonly prompt: string;
  /** A folder of the workspace; the person is asked when there are several and none is named. */
  readonly folder?: ModuleUri;
  readonly domain?: string;
  readonly provider?: ProviderName;
  readonly model?: string;
  /** The most valid votes a race of the solver may use, and the lead that decides it. */
  readonly samples?: number;
  readonly k?: number;
  readonly seed?: string;
  readonly dryRun?: boolean;
}

/** Who can be named to answer. */
export type ProviderName = ChatProvider | 'offline' | 'simulated' | 'replay';

/** All providers that answer as a chat; `vscode-lm` is lent by the editor. */
export type ChatProvider = HttpProvider | ProgramProvider | 'vscode-lm';

export type HttpProvider = keyof typeof HTTP_PROVIDERS;

export type ProgramProvider = keyof typeof PROGRAMS;

export interface SettledSession {
  readonly sessionId: string;
  /** 0 completed, 1 failed, 3 paused or something left. */
  readonly exitCode: number;
  /** One sentence. */
  readonly summary: string;
}
