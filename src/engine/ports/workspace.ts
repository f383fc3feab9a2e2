import type { CommandResult, CommandSpec } from './command.ts';

/** The name of a complete set of files (a git tree hash in the session's own object store). */
export type TreeId = string;

/** What one file becomes. Paths are relative to the workspace root, with `/`. */
export interface FileChange {
  readonly path: string;
  /** The whole new content, byte for byte; null deletes the file. */
  readonly content: Uint8Array | null;
}

export type GuardRule =
  | 'invalid-path' // NUL, control characters, absolute, drive letter, ~, ..
  | 'outside' // resolves outside the workspace
  | 'symlink' // the last component is a link, or the change would go through one
  | 'protected'; // could cause execution: needs a separate, explicit yes

/** One refusal of the path guard. `protected` can be overruled by a person, the others never. */
export interface GuardFinding {
  readonly path: string;
  readonly rule: GuardRule;
  readonly sentence: string;
}

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

/** What a delivery did to the user's tree, with what is needed to take it back. */
export interface DeliveryRecord {
  readonly id: string;
  readonly sessionId: string;
  readonly userRoot: string;
  readonly at: number;
  readonly state: 'started' | 'delivered' | 'undone' | 'rolled-back';
  readonly files: readonly DeliveredFile[];
}

export interface DeliveredFile {
  readonly path: string;
  /** sha-256 of the bytes before and after; null where the file does not exist on that side. */
  readonly before: string | null;
  readonly after: string | null;
}

export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly record: DeliveryRecord }
  | { readonly kind: 'nothing-to-deliver' }
  /** Targets that no longer are what they were at the base. With `merge: true` only those that do not merge. */
  | { readonly kind: 'refused'; readonly changed: readonly string[]; readonly mergeable: boolean };
