import { devNull } from 'node:os';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { MicrofactoryError } from '../../engine/error.ts';
import { allowedEnvironment } from '../command/allowed-environment.ts';

/** One call of git. Paths and names from outside go after `--` or through stdin. */
export interface GitCall {
  readonly args: readonly string[];
  /** Absolute folder that git runs in. */
  readonly cwd: string;
  /** Absolute path of the repository; where it is not given git looks for one from `cwd` upwards. */
  readonly gitDir?: string;
  readonly workTree?: string;
  readonly indexFile?: string;
  readonly stdin?: string | Uint8Array | Readable;
  /** Exit codes besides 0 that are answers rather than failures. */
  readonly answers?: readonly number[];
  /** Ends git at once; the call throws `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git; throws `workspace` when git is missing or fails, `cancelled` when its signal ends it. */
export type Git = (call: GitCall) => Promise<GitResult>;

/** What a repository or a user's configuration could make git execute is turned off on every call. */
const SAFE_CONFIGURATION: readonly string[] = [
  `core.hooksPath=${devNull}`,
  'core.fsmonitor=false',
  'core.pager=cat',
  'core.askPass=',
  'credential.helper=',
  'protocol.allow=never',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'core.quotePath=false',
  'advice.detachedHead=false',
];

const FIXED_TIME = '2000-01-01T00:00:00Z';
const MAX_OUTPUT_BYTES = 1024 ** 3;

/** Returns a runner of git with hooks, fsmonitor, pager, prompts and the caller's GIT_* variables turned off. */
export function gitRunner(environment: Readonly<Record<string, string | undefined>> = process.env): Git {
  return async (call) => {
    const result = await execa('git', [...safeOptions(), ...call.args], {
      cwd: call.cwd,
      extendEnv: false,
      env: { ...allowedEnvironment(environment), ...gitEnvironment(call) },
      encoding: 'buffer',
      maxBuffer: MAX_OUTPUT_BYTES,
      stripFinalNewline: false,
      reject: false,
      ...(call.stdin === undefined ? { stdin: 'ignore' as const } : { input: call.stdin }),
      ...(call.signal === undefined ? {} : { cancelSignal: call.signal }),
    });
    if (result.isCanceled) throw cancelled(call);
    const stderr = Buffer.from(result.stderr).toString('utf8');
    const { exitCode } = result;
    if (exitCode === undefined) throw notRun(result.code, call, result.cause);
    if (exitCode !== 0 && !call.answers?.includes(exitCode)) throw failed(call, exitCode, stderr);
    return { exitCode, stdout: Buffer.from(result.stdout), stderr };
  };
}

/** Git with this process's environment. */
export const git: Git = gitRunner();

function safeOptions(): string[] {
  return [
    '--no-replace-objects',
    '--literal-pathspecs',
    ...SAFE_CONFIGURATION.flatMap((line) => ['-c', line]),
  ];
}

function gitEnvironment(call: GitCall): Record<string, string> {
  return {
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
    // Windows would otherwise start a git.exe that lies in the folder.
    NoDefaultCurrentDirectoryInExePath: '1',
    ...identity(),
    ...(call.gitDir === undefined ? {} : { GIT_DIR: call.gitDir }),
    ...(call.workTree === undefined ? {} : { GIT_WORK_TREE: call.workTree }),
    ...(call.indexFile === undefined ? {} : { GIT_INDEX_FILE: call.indexFile }),
  };
}

/** The same for every commit of ours, so that the same tree always gives the same commit. */
function identity(): Record<string, string> {
  const person = { NAME: 'Microfactory', EMAIL: 'microfactory@localhost', DATE: FIXED_TIME };
  const roles = ['AUTHOR', 'COMMITTER'];
  return Object.fromEntries(
    roles.flatMap((role) => Object.entries(person).map(([key, value]) => [`GIT_${role}_${key}`, value])),
  );
}

/** Returns git whose every call a signal ends. */
export function cancellableGit(git: Git, signal: AbortSignal): Git {
  return (call) => git({ ...call, signal });
}

function cancelled({ cwd }: GitCall): MicrofactoryError {
  return new MicrofactoryError({ code: 'cancelled', message: `git was stopped in ${cwd}, as was asked.` });
}

function notRun(code: string | undefined, call: GitCall, cause: unknown): MicrofactoryError {
  const message =
    code === 'ENOENT'
      ? `git was not found, or the folder ${call.cwd} is gone; install git (2.25 or later) and put it on the PATH.`
      : `git could not be run in ${call.cwd} (${code ?? 'it was killed'}); try again.`;
  return new MicrofactoryError({ code: 'workspace', message, cause });
}

function failed(call: GitCall, exitCode: number, stderr: string): MicrofactoryError {
  const reason = stderr.trim().split('\n')[0] || `exit code ${exitCode}`;
  const message = `git ${call.args[0] ?? ''} failed in ${call.workTree ?? call.cwd}: ${reason}`;
  return new MicrofactoryError({
    code: 'workspace',
    message,
    data: { exitCode, stderr: stderr.slice(0, 4_000) },
  });
}
