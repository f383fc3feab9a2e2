import type { ErrorCode, MicrofactoryError } from '../../engine/error.ts';
import type { Random } from '../../engine/ports/random.ts';
import { LONGEST_WAIT_MS } from '../errors/classify-model-error.ts';

/** What is left to try, as an immutable value. */
export interface RetryPolicy {
  /** Returns how long to wait and what is left after that try; nothing when the error is final or tries are used up. */
  next(error: MicrofactoryError, random: Random): RetryStep | undefined;
}

export interface RetryStep {
  readonly delayMs: number;
  readonly policy: RetryPolicy;
}

/** How often and how patiently a class of error is retried. */
interface Patience {
  readonly tries: number;
  readonly firstDelayMs: number;
}

const PATIENCE: Readonly<Partial<Record<ErrorCode, Patience>>> = {
  'model-rate': { tries: 8, firstDelayMs: 1000 },
  'model-transient': { tries: 5, firstDelayMs: 500 },
  'model-truncated': { tries: 3, firstDelayMs: 500 },
  'model-network': { tries: 3, firstDelayMs: 500 },
  'model-stall': { tries: 1, firstDelayMs: 500 },
};

const LONGEST_BACK_OFF_MS = 30_000;

/** Tries so far, by class: each class has its own patience. */
type Tries = Readonly<Partial<Record<ErrorCode, number>>>;

/** Returns a policy that has tried nothing yet. */
export function retryPolicy(): RetryPolicy {
  return afterTries({});
}

function afterTries(tries: Tries): RetryPolicy {
  return {
    next(error, random) {
      const patience = error.retryable ? PATIENCE[error.code] : undefined;
      const done = tries[error.code] ?? 0;
      if (patience === undefined || done >= patience.tries) return undefined;
      const policy = afterTries({ ...tries, [error.code]: done + 1 });
      return { delayMs: delay(error, patience, done, random), policy };
    },
  };
}

/** What the server asks for, else exponential with half of it jitter so that samples don't come back in step. */
function delay(error: MicrofactoryError, patience: Patience, done: number, random: Random): number {
  const asked = error.data['retryAfterMs'];
  if (typeof asked === 'number') return Math.min(asked, LONGEST_WAIT_MS);
  const full = Math.min(patience.firstDelayMs * 2 ** done, LONGEST_BACK_OFF_MS);
  return Math.round(full * (0.5 + random.next() / 2));
}
