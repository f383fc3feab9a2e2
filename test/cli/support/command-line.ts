import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { serviceEvent, type ServiceEvent } from '../../../src/protocol/event.ts';
import { CLI } from './paths.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface CliResult {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of `--json`, checked by their schema; empty without it. */
  readonly events: readonly ServiceEvent[];
}

export interface CliOptions {
  /** Added to an environment that has nothing but PATH and homes of its own; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Called for each line of standard output as it comes. */
  readonly onLine?: (line: string, child: ChildProcess) => void;
}

export interface CommandLine {
  /** MICROFACTORY_HOME. */
  readonly home: string;
  run(args: readonly string[], options?: CliOptions): Promise<CliResult>;
}

const LONGEST_MS = 100_000;

/** Returns the real command line with a store and a user's home of its own. */
export function commandLine(env: CliOptions['env'] = {}, { longestMs = LONGEST_MS } = {}): CommandLine {
  const home = temporaryFolder();
  const userHome = temporaryFolder();
  const base = {
    PATH: process.env['PATH'],
    HOME: userHome,
    USERPROFILE: userHome,
    MICROFACTORY_HOME: home,
    ...env,
  };
  return {
    home,
    run: (args, options = {}) => runCli(args, { ...options, longestMs, env: { ...base, ...options.env } }),
  };
}

interface Running extends CliOptions {
  readonly longestMs: number;
}

function runCli(args: readonly string[], { env, cwd, onLine, longestMs }: Running): Promise<CliResult> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: cwd ?? temporaryFolder(),
    env: defined(env ?? {}),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestMs,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    stdout += `${line}\n`;
    onLine?.(line, child);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      const isEvents =
        args.includes('--json') &&
        /^(run|resume|decide)$/.test(args[0] ?? '') &&
        !args.includes('--estimate');
      resolve({ exitCode, stdout, stderr, events: isEvents ? eventsOf(stdout) : [] });
    });
  });
}

/** Returns the events of an output, one a line; throws for a line that is none. */
export function eventsOf(stdout: string): ServiceEvent[] {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => serviceEvent.parse(JSON.parse(line)));
}

/** Returns the id of the session that the events are of. */
export function sessionOf({ events }: CliResult): string {
  const [first] = events;
  if (first === undefined) throw new Error('there is no event');
  return first.session_id;
}

/** Returns the events of one type. */
export function ofType<Type extends ServiceEvent['type']>(
  { events }: CliResult,
  type: Type,
): Extract<ServiceEvent, { type: Type }>[] {
  return events.filter((event): event is Extract<ServiceEvent, { type: Type }> => event.type === type);
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
