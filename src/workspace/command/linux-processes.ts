import { readdir, readFile } from 'node:fs/promises';

export interface ProcessTraces {
  /** Process group id. */
  readonly group: number;
  /** A string that only the processes of this command have in their environment. */
  readonly marker: string;
}

/**
 * Returns the ids of living processes (no zombies) of the group, and of those that left it for a session of their own
 * but still carry the marker. Linux only.
 */
export async function processesOf(traces: ProcessTraces): Promise<number[]> {
  const ids = (await readdir('/proc')).map(Number).filter((id) => Number.isInteger(id) && id > 1);
  const found = await Promise.all(ids.map(async (id) => ((await belongs(id, traces)) ? [id] : [])));
  return found.flat();
}

async function belongs(id: number, { group, marker }: ProcessTraces): Promise<boolean> {
  const stat = await readOrNothing(`/proc/${id}/stat`);
  // `pid (name) state ppid pgrp …`; the name may hold spaces and brackets.
  const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === undefined || state === '' || state === 'Z' || state === 'X') return false;
  if (Number(processGroup) === group) return true;
  return (await readOrNothing(`/proc/${id}/environ`)).includes(marker);
}

/** A process that ended meanwhile, or belongs to another user, is none of ours. */
async function readOrNothing(path: string): Promise<string> {
  return readFile(path, 'latin1').catch(() => '');
}
