import { classified, MicrofactoryError } from '../../engine/error.ts';
import { codeOf } from './delivery-file-system.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space and try again',
  EDQUOT: 'the disk quota is used up; free some space and try again',
  EACCES: 'a file or folder may not be written; check its permissions and try again',
  EPERM: 'a file or folder may not be written; check its permissions and try again',
  EBUSY: 'a file is held open by another program; close it and try again',
  EROFS: 'the file system is read-only',
  EIO: 'the disk reported an error; check it and try again',
};

/** Returns a failure of the file system as one sentence that begins with `nothing` ("Nothing was delivered to …"). */
export function explainedFailure(error: unknown, nothing: string): MicrofactoryError {
  const code = codeOf(error);
  if (error instanceof MicrofactoryError || code === '') return classified(error);
  const reason = REASONS[code] ?? (error instanceof Error ? error.message : code);
  return new MicrofactoryError({
    code: 'workspace',
    message: `${nothing}: ${reason}.`,
    retryable: true,
    cause: error,
  });
}
