import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PS_TIMEOUT_MS = 5_000;
/** Index of `starttime` among the fields after the command's name, proc(5). */
const START_FIELD = 19;

async function linuxStart(pid: number): Promise<string | undefined> {
  const [boot, stat] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ]);
  // The name may hold spaces and brackets; the last bracket ends it.
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_FIELD];
  return ticks === undefined ? undefined : `${boot.trim()}:${ticks}`;
}

async function psStart(pid: number): Promise<string | undefined> {
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };
  const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)], { env, timeout: PS_TIMEOUT_MS });
  return stdout.trim() === '' ? undefined : stdout.trim();
}

/** Returns a text that differs between two processes which had the same id one after the other; undefined where the system does not tell. */
export async function processStart(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return await linuxStart(pid);
    if (process.platform === 'win32') return undefined;
    return await psStart(pid);
  } catch {
    // The process is gone, or /proc or ps is not there: the caller treats "cannot tell" as the safe case.
    return undefined;
  }
}
