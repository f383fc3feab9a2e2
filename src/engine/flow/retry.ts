/** How often a failing node is tried again, and how long to wait in between. */
export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  readonly delayMs: number;
  /** Each wait is this many times the one before. */
  readonly factor: number;
}

/** Returns the wait in milliseconds before the next try, or undefined when there is none. `failed` counts failed tries so far. */
export function nextDelay(policy: RetryPolicy | undefined, failed: number): number | undefined {
  if (policy === undefined || failed >= policy.attempts) return undefined;
  return policy.delayMs * policy.factor ** (failed - 1);
}
