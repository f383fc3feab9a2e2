import { MicrofactoryError } from '../engine/error.ts';
import { systemCode } from './file-system.ts';

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space, then resume the session',
  EDQUOT: 'the disk quota is used up; free some space, then resume the session',
  EROFS: 'the file system is read-only; set MICROFACTORY_HOME to a folder that can be written',
  EACCES: 'permission denied; check who owns the folder, or set MICROFACTORY_HOME to another',
  EPERM: 'permission denied; check who owns the folder, or set MICROFACTORY_HOME to another',
  EMFILE: 'too many files are open; raise the limit, then resume the session',
  ENOENT: 'the file or folder is not there; it may have been deleted meanwhile',
  EIO: 'the disk reported an error; check it, then resume the session',
};

function reasonOf(error: unknown): string {
  const code = systemCode(error);
  const advice = code === undefined ? undefined : ADVICE[code];
  if (code !== undefined && advice !== undefined) return `${advice} (${code}).`;
  const message = error instanceof Error ? error.message : String(error);
  return `${message}.`;
}

/** Returns the failure as a `store` error: "Cannot <doing> in <path>: <why; what to do>"; one of ours is returned as it is. */
export function storeError(doing: string, path: string, cause: unknown): MicrofactoryError {
  if (cause instanceof MicrofactoryError) return cause;
  return new MicrofactoryError({
    code: 'store',
    message: `Cannot ${doing} in ${path}: ${reasonOf(cause)}`,
    cause,
    data: { path, system_code: systemCode(cause) ?? null },
  });
}

/** Returns what the work gives; throws `store` with a sentence for whatever it throws. */
export async function inStore<T>(doing: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(doing, path, error);
  }
}
