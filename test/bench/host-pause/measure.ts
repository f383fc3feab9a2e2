// `npm run bench -- host-pause [seconds] [disks]`: how long a face's own process stands still while a session runs whose
// events it hears: a repair and a session as fast as the machine, with the engine in a process of its own, and the repair
// with the engine in the same process. Beside each, at the same time, a process that only waits.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createSessionService } from '../../../src/app/index.ts';
import { startEngine } from '../../../src/app/remote/connect-service.ts';
import { bundledProgram } from '../../../src/app/remote/testing/bundled-program.ts';
import { towers } from '../../../src/bench/steps/session-run.ts';
import type { SessionService, StartRequest } from '../../../src/protocol/service.ts';
import { IDLE, onlyWait, startIdleProcess } from './idle-process.ts';
import { watchPauses, type Pauses } from '../../../src/bench/steps/pause-watch.ts';

const LEDGER = fileURLToPath(new URL('../../../examples/ledger', import.meta.url));

interface Measured {
  readonly host: Pauses;
  readonly idle: Pauses;
  readonly events: number;
  /** Events that the host was told were left out. */
  readonly skipped: number;
  readonly ended: string;
}

interface Wish {
  readonly name: string;
  readonly seconds: number;
  readonly open: (home: string) => Promise<SessionService>;
  /** Returns what is asked for; it may use the folder. */
  readonly request: (folder: string) => StartRequest;
}

/** Runs the session until it rests, or for so many seconds, and watches the event loop of this process. */
async function measured(sessions: SessionService, request: StartRequest, seconds: number): Promise<Measured> {
  const stopIdle = await startIdleProcess();
  const stopWatch = watchPauses();
  let events = 0;
  let skipped = 0;
  const { sessionId } = await sessions.start(request);
  sessions.subscribe(sessionId, (event) => {
    events += 1;
    if (event.type === 'events-skipped') skipped += event.count;
  });
  const stopped = new AbortController();
  const ended = await Promise.race([
    sessions.settled(sessionId).then(({ summary }) => summary),
    pause(seconds * 1000, `Stopped after ${seconds} s.`, { signal: stopped.signal }).catch(() => ''),
  ]);
  stopped.abort();
  const host = stopWatch();
  const idle = await stopIdle();
  if (ended.startsWith('Stopped')) await sessions.stop(sessionId);
  return { host, idle, events, skipped, ended };
}

/** Returns the repair of a copy of the example, as a repository of its own. */
function repair(folder: string): StartRequest {
  const repoPath = join(folder, 'ledger');
  cpSync(LEDGER, repoPath, { recursive: true });
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...args], {
      cwd: repoPath,
    });
  };
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message=Begin');
  const prompt = 'Fix the failing tests';
  return { prompt, provider: 'offline', approveVerifier: true, repoPath, seed: 'host-pause' };
}

/** Returns a session whose steps are decided as fast as the machine can. */
function fastSession(folder: string, disks: number): StartRequest {
  const repoPath = join(folder, 'towers');
  mkdirSync(repoPath);
  return towers(disks, repoPath);
}

async function measure({ name, seconds, open, request }: Wish): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'microfactory-host-pause-'));
  try {
    const sessions = await open(join(folder, 'home'));
    const { host, idle, events, skipped, ended } = await measured(sessions, request(folder), seconds);
    await sessions.dispose();
    const ms = (value: number): string => value.toFixed(1).padStart(6);
    process.stdout.write(`${name}: ${events} events heard, ${skipped} left out; ${ended}\n`);
    process.stdout.write(`  host  ${wordsOf(host, ms)}\n  idle  ${wordsOf(idle, ms)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function wordsOf({ longestMs, p99Ms, longestWorkMs }: Pauses, ms: (value: number) => string): string {
  return `longest pause ${ms(longestMs)} ms, 99th percentile ${ms(p99Ms)} ms, longest work of its own ${ms(longestWorkMs)} ms`;
}

async function measureAll(seconds: number, disks: number): Promise<void> {
  const program = await bundledProgram('src/app/remote/engine-main.ts');
  const elsewhere = async (home: string): Promise<SessionService> =>
    (await startEngine({ program, home, keys: {} })).service;
  const here = (home: string): Promise<SessionService> => createSessionService({ home, attended: true });
  const fast = (folder: string): StartRequest => fastSession(folder, disks);
  try {
    await measure({
      name: 'fast session, engine in its own process',
      seconds,
      open: elsewhere,
      request: fast,
    });
    await measure({ name: 'repair, engine in its own process', seconds, open: elsewhere, request: repair });
    await measure({ name: 'repair, engine in the same process', seconds, open: here, request: repair });
  } finally {
    rmSync(program, { force: true });
  }
}

const [given, disks] = process.argv.slice(2);
if (given === IDLE) await onlyWait();
else await measureAll(Number(given ?? 60), Number(disks ?? 16));
