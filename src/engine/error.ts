/** The codes a caller may act on; each is stable across versions. */
export type ErrorCode =
  | 'usage' // the command line or request is wrong
  | 'configuration' // microfactory.yaml, settings, templates, keys
  | 'workspace' // git, folders, worktrees
  | 'guard' // a safety rule refused something
  | 'verifier'
  | 'model-auth'
  | 'model-billing'
  | 'model-config'
  | 'model-capability'
  | 'model-rate'
  | 'model-transient'
  | 'model-network'
  | 'model-too-big'
  | 'model-truncated'
  | 'model-stall'
  | 'model-refusal'
  | 'store' // journal, blobs, locks, disk
  | 'busy' // another process owns the session
  | 'conflict' // a target changed meanwhile
  | 'budget'
  | 'not-found'
  | 'cancelled'
  | 'internal';

export interface ErrorDetails {
  readonly code: ErrorCode;
  /** One sentence a user can act on: what, where, what to do. */
  readonly message: string;
  readonly retryable?: boolean;
  readonly cause?: unknown;
  /** Machine-readable particulars (never a secret). */
  readonly data?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

/** The one error base: classified once, where the outside world was touched. */
export class MicrofactoryError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly data: NonNullable<ErrorDetails['data']>;

  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'MicrofactoryError';
    this.code = details.code;
    this.retryable = details.retryable ?? false;
    this.data = details.data ?? {};
  }
}

/** Returns the first line of what was thrown, without its full stop: for a sentence that goes on. */
export function reasonIn(error: unknown): string {
  return (classified(error).message.split('\n', 1)[0] ?? '').replace(/\.$/u, '');
}

/** Returns the error as a MicrofactoryError; an unknown one becomes `internal` with its own message. */
export function classified(error: unknown): MicrofactoryError {
  if (error instanceof MicrofactoryError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new MicrofactoryError({ code: 'internal', message, cause: error });
}
