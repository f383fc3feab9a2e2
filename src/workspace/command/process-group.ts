import { setTimeout as pause } from 'node:timers/promises';
import treeKill from 'tree-kill';
import { processesOf } from './linux-processes.ts';

const POLL_MS = 20;
/** How long killed processes may take to disappear before we stop looking. */
const KILL_WAIT_MS = 2_000;

const live = new Set<number>();
let watchesExit = false;

/** Everything a command started: its process group, and on Linux also what left the group. */
export interface ProcessGroup {
  /** Sends TERM, then KILL after the grace period; resolves when nothing is left. Quick when nothing is. */
  end(graceMs: number): Promise<void>;
}

export interface GroupLeader {
  readonly pid: number;
  /** Unique text in the environment of the leader, inherited by its children. */
  readonly marker: string;
}

/** Returns the group led by a process that was started detached; it is killed when our own process exits. */
export function processGroup(leader: GroupLeader, platform = process.platform): ProcessGroup {
  live.add(leader.pid);
  killAllOnExit();
  const end = platform === 'win32' ? endTree : endGroup;
  return {
    async end(graceMs) {
      await end(leader, graceMs, platform);
      live.delete(leader.pid);
    },
  };
}

async function endGroup(leader: GroupLeader, graceMs: number, platform: NodeJS.Platform): Promise<void> {
  const left = (): Promise<number[]> => remaining(leader, platform);
  if (await signalled(left, 'SIGTERM', graceMs)) return;
  await signalled(left, 'SIGKILL', KILL_WAIT_MS);
}

/** Signals what is left until nothing is; false when something still lives after the time. */
async function signalled(
  left: () => Promise<number[]>,
  signal: NodeJS.Signals,
  withinMs: number,
): Promise<boolean> {
  let known = new Set<number>();
  for (let waited = 0; ; waited += POLL_MS) {
    const targets = await left();
    if (targets.length === 0) return true;
    if (waited >= withinMs) return false;
    // A process that forked after the last look gets the signal too; one that has it is not told again.
    for (const target of targets) if (!known.has(target) || signal === 'SIGKILL') send(target, signal);
    known = new Set(targets);
    await pause(POLL_MS);
  }
}

async function remaining({ pid, marker }: GroupLeader, platform: NodeJS.Platform): Promise<number[]> {
  if (platform === 'linux') {
    const processes = await processesOf({ group: pid, marker });
    // The whole group at once, so that a forking process cannot outrun the list.
    return processes.length > 0 && send(-pid, 0) ? [-pid, ...processes] : processes;
  }
  return send(-pid, 0) ? [-pid] : [];
}

/** False when there is no such process (any more). */
function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(target, signal);
    return true;
  } catch {
    return false;
  }
}

async function endTree({ pid }: GroupLeader): Promise<void> {
  // taskkill also fails when the tree is gone already, which is what we want.
  await new Promise<void>((resolve) => treeKill(pid, 'SIGKILL', () => resolve()));
}

function killAllOnExit(): void {
  if (watchesExit) return;
  watchesExit = true;
  process.once('exit', () => live.forEach((pid) => send(-pid, 'SIGKILL')));
}
