import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { execa } from 'execa';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import type { CommandResult, CommandSpec, RunCommand } from '../../engine/ports/command.ts';
import { allowedEnvironment } from './allowed-environment.ts';
import { CappedOutput } from './capped-output.ts';
import { firstEnding, type Ending, type Exit } from './command-ending.ts';
import { processGroup } from './process-group.ts';

const DEFAULT_OUTPUT_BYTES = 1024 * 1024;
/** How long output may stay open after every process we know of is gone. */
const DRAIN_MS = 1_000;

/** Marks what a command starts; a command inside a command carries both marks, so that the outer one finds it too. */
const MARKER = 'MICROFACTORY_COMMAND';

export interface CommandRunnerOptions {
  /** What the allow-list is applied to; the environment of this process unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly clock?: Clock;
  /** Time between TERM and KILL. */
  readonly graceMs?: number;
  readonly newMarker?: () => string;
}

type Runner = Required<CommandRunnerOptions>;

/** Returns a RunCommand; see the port for what it promises. */
export function commandRunner(options: CommandRunnerOptions = {}): RunCommand {
  const runner: Runner = {
    environment: process.env,
    clock: systemClock,
    graceMs: 2_000,
    newMarker: randomUUID,
    ...options,
  };
  return async (spec, signal) => {
    const startedAt = runner.clock.monotonic();
    const result = await run(runner, spec, signal);
    return { ...NOTHING, ...result, durationMs: runner.clock.monotonic() - startedAt };
  };
}

/** Runs a command with this process's allow-listed environment and the system clock. */
export const runCommand: RunCommand = commandRunner();

const NOTHING: CommandResult = {
  exitCode: null,
  signal: null,
  stdout: '',
  stderr: '',
  timedOut: false,
  cancelled: false,
  truncated: false,
  durationMs: 0,
};

async function run(
  runner: Runner,
  spec: CommandSpec,
  signal: AbortSignal | undefined,
): Promise<Partial<CommandResult>> {
  if (signal?.aborted) return { cancelled: true };
  const obstacle = await obstacleTo(spec);
  if (obstacle !== undefined) return { startFailure: obstacle };
  const marker = runner.newMarker();
  const child = start(runner, spec, marker);
  if (child.pid === undefined) return { startFailure: whyNotStarted(spec, (await child).code) };
  const output = collect(child, spec.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES);
  const group = processGroup({ pid: child.pid, marker });
  const exit = exitOf(child);
  const { timeoutMs, idleTimeoutMs } = spec;
  const onOutput = (heard: () => void) =>
    [child.stdout, child.stderr].forEach((stream) => stream?.on('data', heard));
  const ending = await firstEnding({ exit, timeoutMs, idleTimeoutMs, onOutput, signal });
  await group.end(runner.graceMs);
  const { code, killedBy } = await exit;
  await drained(child);
  return { exitCode: code, signal: killedBy, ...output(), ...flags(ending) };
}

function start(runner: Runner, spec: CommandSpec, marker: string) {
  const [file, ...args] = spec.argv ?? [spec.shellLine ?? ''];
  return execa(file ?? '', args, {
    cwd: spec.cwd,
    shell: spec.argv === undefined,
    extendEnv: false,
    env: {
      ...allowedEnvironment(runner.environment),
      ...spec.env,
      [MARKER]: [runner.environment[MARKER] ?? '', marker].join(' ').trim(),
    },
    ...(spec.stdin === undefined ? { stdin: 'ignore' as const } : { input: spec.stdin }),
    // Its own group, so that one signal reaches whatever it starts.
    detached: process.platform !== 'win32',
    buffer: false,
    reject: false,
  });
}

type Child = ReturnType<typeof start>;

function collect(
  child: Child,
  maxBytes: number,
): () => Pick<CommandResult, 'stdout' | 'stderr' | 'truncated'> {
  const out = new CappedOutput(maxBytes);
  const err = new CappedOutput(maxBytes);
  child.stdout?.on('data', (chunk: Buffer) => out.add(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.add(chunk));
  return () => ({ stdout: out.text(), stderr: err.text(), truncated: out.truncated || err.truncated });
}

function exitOf(child: Child): Promise<Exit> {
  return new Promise((resolve) => {
    // Not execa's own promise: that one waits for whoever still holds the output open.
    child.once('exit', (code, killedBy) => resolve({ code, killedBy }));
  });
}

/** Resolves when all output was read, or was held open for too long by a process that got away. */
async function drained(child: Child): Promise<void> {
  const close = () => [child.stdout, child.stderr].forEach((stream) => stream?.destroy());
  const timer = setTimeout(close, DRAIN_MS);
  await child;
  clearTimeout(timer);
}

function flags(ending: Ending): Pick<CommandResult, 'timedOut' | 'idle' | 'cancelled'> {
  const timedOut = ending === 'timed-out' || ending === 'idle';
  return { timedOut, cancelled: ending === 'cancelled', ...(ending === 'idle' && { idle: true }) };
}

async function obstacleTo(spec: CommandSpec): Promise<string | undefined> {
  if (!(spec.argv?.[0] || spec.shellLine)) return 'The command is empty; name a program to run.';
  if (`${spec.argv?.join('') ?? spec.shellLine}${spec.cwd}`.includes('\0'))
    return `The command ${programOf(spec)} could not be started: it contains a NUL character.`;
  const folder = await stat(spec.cwd).catch(() => undefined);
  if (folder?.isDirectory()) return undefined;
  return `The folder ${spec.cwd} does not exist, so ${programOf(spec)} cannot run there.`;
}

function whyNotStarted(spec: CommandSpec, code: string | undefined): string {
  if (code === 'ENOENT') return `There is no program ${programOf(spec)}; install it or correct the command.`;
  if (code === 'EACCES') return `${programOf(spec)} may not be executed; check its permissions.`;
  return `${programOf(spec)} could not be started (${code ?? 'unknown reason'}).`;
}

function programOf(spec: CommandSpec): string {
  return JSON.stringify(spec.argv?.[0] ?? spec.shellLine ?? '');
}
