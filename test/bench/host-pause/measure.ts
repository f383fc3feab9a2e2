// `npm run bench -- host-pause [seconds]`: how long a face's own process stands still while a session runs, with the
// engine in a process of its own and, beside it, in the same process.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createSessionService } from '../../../src/app/index.ts';
import { startEngine } from '../../../src/app/remote/connect-service.ts';
import { bundledProgram } from '../../../src/app/remote/testing/bundled-program.ts';
import type { SessionService } from '../../../src/protocol/service.ts';

const LEDGER = fileURLToPath(new URL('../../../examples/ledger', import.meta.url));
const RESOLUTION_MS = 5;
const IDLE_MS = 5_000;

interface Measured {
  readonly longestMs: number;
  readonly p99Ms: number;
  readonly events: number;
  readonly ended: string;
}

/** Runs the example until it rests, or for so many seconds, and watches the event loop of this process. */
async function measured(sessions: SessionService, repoPath: string, seconds: number): Promise<Measured> {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let events = 0;
  const request = { prompt: 'Fix the failing tests', provider: 'offline', approveVerifier: true } as const;
  const { sessionId } = await sessions.start({ ...request, repoPath, seed: 'host-pause' });
  sessions.subscribe(sessionId, () => (events += 1));
  const stopped = new AbortController();
  const ended = await Promise.race([
    sessions.settled(sessionId).then(({ summary }) => summary),
    pause(seconds * 1000, `Stopped after ${seconds} s.`, { signal: stopped.signal }).catch(() => ''),
  ]);
  stopped.abort();
  delays.disable();
  if (ended.startsWith('Stopped')) await sessions.stop(sessionId);
  const milliseconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return { longestMs: milliseconds(delays.max), p99Ms: milliseconds(delays.percentile(99)), events, ended };
}

/** A copy of the example as a repository of its own. */
function ledger(folder: string): string {
  const repo = join(folder, 'ledger');
  cpSync(LEDGER, repo, { recursive: true });
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...args], {
      cwd: repo,
    });
  };
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message=Begin');
  return repo;
}

async function measure(
  name: string,
  seconds: number,
  open: (home: string) => Promise<SessionService>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'microfactory-host-pause-'));
  try {
    const sessions = await open(join(folder, 'home'));
    const { longestMs, p99Ms, events, ended } = await measured(sessions, ledger(folder), seconds);
    await sessions.dispose();
    const pauses = `longest pause ${longestMs.toFixed(1).padStart(7)} ms, 99th percentile ${p99Ms.toFixed(1).padStart(6)} ms`;
    process.stdout.write(`${name.padEnd(28)} ${pauses}, ${events} events: ${ended}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the machine alone does to a process: the pauses of one that only waits. */
async function idle(): Promise<void> {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  await pause(IDLE_MS);
  delays.disable();
  const longest = Math.max(0, delays.max / 1e6 - RESOLUTION_MS);
  process.stdout.write(`${'nothing at all'.padEnd(28)} longest pause ${longest.toFixed(1).padStart(7)} ms\n`);
}

const seconds = Number(process.argv[2] ?? 60);
const program = await bundledProgram('src/app/remote/engine-main.ts');
try {
  await idle();
  await measure(
    'engine in its own process',
    seconds,
    async (home) => (await startEngine({ program, home, keys: {} })).service,
  );
  await measure('engine in the same process', seconds, (home) =>
    createSessionService({ home, attended: true }),
  );
} finally {
  rmSync(program, { force: true });
}
