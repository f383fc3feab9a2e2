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

/**
 * Returns the network connections (TCP, also those that listen) that a process has open, `local > remote` as the
 * kernel writes them (hexadecimal), sorted. Other kinds of socket join it to its own parent and children.
 */
export function connectionsOf(pid: number): string[] {
  const own = new Set(socketInodes(pid));
  return ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => own.has(columns[9] ?? ''))
    .map(([, local, remote]) => `${local} > ${remote}`)
    .toSorted();
}

function socketInodes(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${name}`))?.[1] ?? [];
    } catch {
      // It was closed while it was looked at.
      return [];
    }
  });
}

/** Kills a process at once, as a crash would. */
export function killAtOnce(pid: number): void {
  process.kill(pid, 'SIGKILL');
}

/** Returns whether a process runs; one that has ended and whose parent has not taken note of it does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
