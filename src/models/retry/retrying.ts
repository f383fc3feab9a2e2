import { classified, MicrofactoryError } from '../../engine/error.ts';
import type { Random } from '../../engine/ports/random.ts';
import type { AttemptOutcome, Lane, LaneAttempt } from '../limiter/lane.ts';
import { retryPolicy } from './retry-policy.ts';

export interface Retrying<T> {
  readonly lane: Lane;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly attempt: LaneAttempt<T>;
  /** False: nobody waits for long, since somebody else is asked instead. */
  readonly waitsForServer?: boolean;
}

/** After so many tries in a row, whoever made them, nobody needs to try on its own. */
const MOST_TRIES_IN_VAIN = 3;

/** Whoever can ask another does not wait longer than this. */
const LONGEST_WAIT_FOR_ONE_MS = 2000;

/** A request whose server seems to be gone for it alone waits with others so often. */
const MOST_OUTAGES = 2;

/** The one retry loop: a failure that may pass holds back every request of the same key, then tries again. Throws MicrofactoryError. */
export async function retrying<T>(options: Retrying<T>): Promise<T> {
  const { lane, random, signal, attempt, waitsForServer = true } = options;
  const outages = new Set<number>();
  let policy = retryPolicy();
  for (;;) {
    try {
      return await lane.run(attempt, outcomeOf, signal);
    } catch (thrown) {
      if (signal.aborted) throw cancelled(thrown);
      const error = classified(thrown);
      const isKnown = isGone(error) && (lane.outage !== undefined || lane.triesInVain > MOST_TRIES_IN_VAIN);
      const step = isKnown ? undefined : policy.next(error, random);
      if (step !== undefined && !waitsForServer && step.delayMs > LONGEST_WAIT_FOR_ONE_MS) {
        lane.backOff(step.delayMs);
        throw error;
      }
      if (step !== undefined) {
        lane.backOff(step.delayMs);
        policy = step.policy;
        continue;
      }
      if (!waitsForServer || !isGone(error)) throw error;
      lane.unreachable(error);
      if (lane.outage !== undefined) outages.add(lane.outage);
      if (error.code !== 'model-network' && outages.size > MOST_OUTAGES) throw error;
    }
  }
}

function outcomeOf(error: unknown): AttemptOutcome {
  if (!(error instanceof MicrofactoryError)) return 'other';
  if (error.code === 'model-rate') return 'rate';
  if (error.code === 'cancelled' || error.code === 'model-stall') return 'silence';
  return isGone(error) ? 'unreachable' : 'other';
}

/** Statuses of a server that serves nobody for now, whatever it is asked. */
const OUT_OF_SERVICE: ReadonlySet<unknown> = new Set([502, 503, 504, 529]);

function isGone({ code, retryable, data }: MicrofactoryError): boolean {
  return (
    retryable &&
    (code === 'model-network' || (code === 'model-transient' && OUT_OF_SERVICE.has(data['status'])))
  );
}

function cancelled(thrown: unknown): MicrofactoryError {
  if (thrown instanceof MicrofactoryError && thrown.code === 'cancelled') return thrown;
  return new MicrofactoryError({ code: 'cancelled', message: 'The request to the model was cancelled.' });
}
