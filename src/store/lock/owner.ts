import { hostname } from 'node:os';
import { isRecord, parseJson } from '../../engine/json.ts';
import { systemCode } from '../file-system.ts';
import { processStart } from './process-start.ts';

/** The process that holds a lock. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
  /** See processStart; null where the system does not tell. */
  readonly started: string | null;
}

/** What a lock file says: its owner, that it was released, or nothing that makes sense (a writer died in the middle). */
export type LockContent = Owner | 'released' | 'unreadable';

export async function thisProcess(): Promise<Owner> {
  return { pid: process.pid, host: hostname(), started: (await processStart(process.pid)) ?? null };
}

export function formatLock(content: Owner | 'released'): string {
  return JSON.stringify(content === 'released' ? { released: true } : content);
}

export function parseLock(text: string): LockContent {
  const value = parseJson(text);
  if (!isRecord(value)) return 'unreadable';
  if (value['released'] === true) return 'released';
  const { pid, host, started } = value;
  if (typeof pid !== 'number' || typeof host !== 'string') return 'unreadable';
  return { pid, host, started: typeof started === 'string' ? started : null };
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

/** True when the owner certainly no longer runs; an owner on another host, or of which nothing can be told, counts as running. */
export async function isGone(owner: Owner): Promise<boolean> {
  if (owner.host !== hostname()) return false;
  if (!exists(owner.pid)) return true;
  if (owner.started === null) return false;
  const started = await processStart(owner.pid);
  return started !== undefined && started !== owner.started;
}
