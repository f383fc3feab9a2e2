import PQueue from 'p-queue';
import { createHash } from 'node:crypto';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import { realWait, type Wait } from '../retry/wait.ts';
import { firstWindow, grown, shrunk, type Window } from './window.ts';

/** Why an attempt failed, as far as the window cares. */
export type AttemptOutcome = 'rate' | 'other';

/** The requests of one key at one server: one window and one back-off for all of them. */
export interface Lane {
  /** Runs the attempt when there is a place and no back-off; rejects with the signal's reason when it aborts first. */
  run<T>(
    attempt: () => Promise<T>,
    outcomeOf: (error: unknown) => AttemptOutcome,
    signal: AbortSignal,
  ): Promise<T>;
  /** Nothing of this lane starts before so many milliseconds from now. */
  backOff(milliseconds: number): void;
  readonly concurrency: number;
}

/** Shared by all models of a session. */
export interface ModelLimiter {
  lane(owner: LaneOwner): Lane;
}

export interface LaneOwner {
  readonly baseUrl: string;
  readonly key: string | undefined;
}

export interface ModelLimiterOptions {
  /** The most requests under way at once, over all keys. */
  readonly maxConcurrent: number;
  readonly clock?: Clock;
  readonly wait?: Wait;
}

/** Returns a limiter whose lanes start with one request and grow up to `maxConcurrent`. */
export function createModelLimiter(options: ModelLimiterOptions): ModelLimiter {
  const all = new PQueue({ concurrency: options.maxConcurrent });
  const lanes = new Map<string, Lane>();
  return {
    lane(owner) {
      const id = createHash('sha256')
        .update(`${owner.baseUrl}\n${owner.key ?? ''}`)
        .digest('hex');
      const lane = lanes.get(id) ?? createLane(all, options);
      lanes.set(id, lane);
      return lane;
    },
  };
}

function createLane(all: PQueue, options: ModelLimiterOptions): Lane {
  const { maxConcurrent, clock = systemClock, wait = realWait } = options;
  const places = new PQueue({ concurrency: 1 });
  let window = firstWindow(maxConcurrent);
  let resumeAt = 0;
  const become = (next: Window) => {
    window = next;
    places.concurrency = window.size;
  };
  const untilResumed = async (signal: AbortSignal) => {
    for (let left = resumeAt - clock.monotonic(); left > 0; left = resumeAt - clock.monotonic()) {
      await wait(left, signal);
    }
  };
  return {
    get concurrency() {
      return window.size;
    },
    backOff(milliseconds) {
      resumeAt = Math.max(resumeAt, clock.monotonic() + milliseconds);
    },
    async run(attempt, outcomeOf, signal) {
      const counted = async () => {
        await untilResumed(signal);
        signal.throwIfAborted();
        const { generation } = window;
        try {
          const result = await all.add(attempt, { signal });
          become(grown(window, maxConcurrent));
          return result;
        } catch (error) {
          if (outcomeOf(error) === 'rate') become(shrunk(window, generation));
          throw error;
        }
      };
      return places.add(counted, { signal });
    },
  };
}
