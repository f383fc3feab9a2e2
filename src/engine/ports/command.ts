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
