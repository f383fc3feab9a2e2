import { classified, MicrofactoryError } from '../../engine/error.ts';
import type { Random } from '../../engine/ports/random.ts';
import type { AttemptOutcome, Lane } from '../limiter/model-limiter.ts';
import { retryPolicy } from './retry-policy.ts';

export interface Retrying<T> {
  readonly lane: Lane;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly attempt: () => Promise<T>;
}

/** The one retry loop: a failure that may pass holds back every request of the same key, then tries again. Throws MicrofactoryError. */
export async function retrying<T>({ lane, random, signal, attempt }: Retrying<T>): Promise<T> {
  let policy = retryPolicy();
  for (;;) {
    try {
      return await lane.run(attempt, outcomeOf, signal);
    } catch (thrown) {
      if (signal.aborted) throw cancelled(thrown);
      const error = classified(thrown);
      const step = policy.next(error, random);
      if (step === undefined) throw error;
      lane.backOff(step.delayMs);
      policy = step.policy;
    }
  }
}

function outcomeOf(error: unknown): AttemptOutcome {
  return error instanceof MicrofactoryError && error.code === 'model-rate' ? 'rate' : 'other';
}

function cancelled(thrown: unknown): MicrofactoryError {
  if (thrown instanceof MicrofactoryError && thrown.code === 'cancelled') return thrown;
  return new MicrofactoryError({ code: 'cancelled', message: 'The request to the model was cancelled.' });
}
