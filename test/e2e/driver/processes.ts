import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

/** Returns all processes that can be seen (Linux). */
function allProcesses(): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        return [{ pid: Number(name), parent: Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]), commandLine }];
      } catch {
        // It ended while it was looked at.
        return [];
      }
    });
}

/** Returns a process's descendants, nearest first. */
export function descendants(pid: number): RunningProcess[] {
  const all = allProcesses();
  const found: RunningProcess[] = [];
  let parents = new Set([pid]);
  while (parents.size > 0) {
    const children = all.filter(({ parent }) => parents.has(parent));
    found.push(...children);
    parents = new Set(children.map((child) => child.pid));
  }
  return found;
}

/** Returns the engines beneath a process. */
export function enginesBeneath(pid: number): RunningProcess[] {
  return descendants(pid).filter(({ commandLine }) => commandLine.includes('engine.cjs'));
}

/** Returns how many sockets a process has open. */
export function socketsOf(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((name) => {
    try {
      return readlinkSync(`${folder}/${name}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).length;
}

/** Kills a process at once, as a crash would. */
export function killAtOnce(pid: number): void {
  process.kill(pid, 'SIGKILL');
}

/** Returns whether a process is there (or its parent has not yet taken note of its end). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
