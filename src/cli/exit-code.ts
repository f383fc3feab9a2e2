import type { ErrorCode } from '../engine/error.ts';

export const EXIT = { done: 0, failed: 1, usage: 2, waiting: 3 } as const;

/** Errors that the user mends in the command, the configuration or the keys. */
const USAGE: readonly ErrorCode[] = [
  'usage',
  'configuration',
  'not-found',
  'workspace',
  'model-auth',
  'model-config',
];

/** Returns the exit code for an error: 2 for what the caller can mend, else 1. */
export function exitCodeOf(code: ErrorCode): number {
  return USAGE.includes(code) ? EXIT.usage : EXIT.failed;
}
