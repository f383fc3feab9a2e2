import PQueue from 'p-queue';
import type { MicrofactoryError } from '../../engine/error.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Wait } from '../retry/wait.ts';
import { createOutage } from './outage.ts';
import { createHold } from './hold.ts';
import { createPace, type ServerNews } from './pace.ts';
import type { WaitNotice } from './wait-notice.ts';
import { firstWindow, grown, shrunk, wideWindow, type Window } from './window.ts';

/** Why an attempt failed, as far as the lane cares; `silence`: nothing was learnt of the server. */
export type AttemptOutcome = 'rate' | 'unreachable' | 'silence' | 'other';

/** Hands on what the server said of its limits. */
export type Tell = (news: ServerNews) => void;

/** One try. */
export type LaneAttempt<T> = (tell: Tell) => Promise<T>;

/** The requests of one key at one server: one window, one pace, one back-off and one outage for all of them. */
export interface Lane {
  /** Runs the attempt when there is a place and no back-off; rejects with the signal's reason when it aborts first. */
  run<T>(
    attempt: LaneAttempt<T>,
    outcomeOf: (error: unknown) => AttemptOutcome,
    signal: AbortSignal,
  ): Promise<T>;
  /** Nothing of this lane starts before so many milliseconds from now. */
  backOff(milliseconds: number): void;
  /** The server can't be reached: all requests of the lane wait, and one tries now and then. Throws when that took too long. */
  unreachable(error: MicrofactoryError): void;
  /** Tries in a row, one after the other, in which the server could not be reached. */
  readonly triesInVain: number;
  /** Which outage the lane is in; undefined while there is none. */
  readonly outage: number | undefined;
  readonly concurrency: number;
}

export interface LaneOptions {
  /** The places of all lanes together. */
  readonly all: PQueue;
  readonly maxConcurrent: number;
  readonly startsWide: boolean;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly place: string;
  readonly longestOutageMs: number;
  readonly waitsUntil: number;
  readonly notice: (notice: WaitNotice) => void;
}

export function createLane(options: LaneOptions): Lane {
  const { all, maxConcurrent, clock, wait, notice } = options;
  const first = options.startsWide ? wideWindow(maxConcurrent) : firstWindow(maxConcurrent);
  const places = new PQueue({ concurrency: first.size });
  const pace = createPace();
  const outage = createOutage({
    place: options.place,
    longestMs: options.longestOutageMs,
    until: options.waitsUntil,
    notice,
  });
  const hold = createHold({ place: options.place, notice });
  const waiting = new Set<AbortController>();
  let window = first;
  let resumeAt = 0;
  /** Attempts begun, and how many there were when the last one was in vain: the failures of a burst are one. */
  let begun = 0;
  let begunThen = 0;
  let inVain = 0;

  const become = (next: Window): void => {
    window = next;
    places.concurrency = window.size;
  };
  const holdBack = (milliseconds: number): void => {
    resumeAt = Math.max(resumeAt, clock.monotonic() + milliseconds);
  };
  const left = (): number => {
    const now = clock.monotonic();
    return Math.max(resumeAt - now, pace.delay(now));
  };
  /** Returns the number of the request that may go now: looking and counting are one, or all who wait would go at once. */
  const untilMine = async (signal: AbortSignal): Promise<number> => {
    for (let more = left(); more > 0; more = left()) await wait(more, signal);
    signal.throwIfAborted();
    return pace.started();
  };
  const fail = (error: MicrofactoryError): void => {
    const next = outage.failed(error, clock.monotonic());
    become(firstWindow(maxConcurrent));
    if (typeof next === 'number') return holdBack(next);
    // Whoever stands in the queue would only find out the same, one after the other.
    for (const each of waiting) each.abort(next);
    throw next;
  };

  const answered = (): void => {
    inVain = 0;
    outage.over();
  };
  const missed = (error: MicrofactoryError, attempt: number): void => {
    if (attempt <= begunThen) return;
    begunThen = begun;
    inVain += 1;
    if (outage.isOn) fail(error);
  };

  /** The attempt itself: from here on the request is under way. */
  const tried = async <T>(
    attempt: LaneAttempt<T>,
    outcomeOf: (error: unknown) => AttemptOutcome,
    request: number,
  ): Promise<T> => {
    const { generation } = window;
    begun += 1;
    const mine = begun;
    try {
      const result = await attempt((news) => pace.heard(news, request, clock.monotonic()));
      answered();
      hold.over();
      become(grown(window, maxConcurrent));
      return result;
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome === 'rate') become(shrunk(window, generation));
      if (outcome === 'unreachable') missed(error as MicrofactoryError, mine);
      else if (outcome !== 'silence') answered();
      throw error;
    }
  };

  return {
    get concurrency() {
      return window.size;
    },
    get triesInVain() {
      return inVain;
    },
    get outage() {
      return outage.isOn ? outage.episode : undefined;
    },
    backOff(milliseconds) {
      holdBack(milliseconds);
      hold.began(milliseconds);
    },
    unreachable(error) {
      if (!outage.isOn) fail(error);
    },
    async run(attempt, outcomeOf, signal) {
      const turn = new AbortController();
      const stop = (): void => turn.abort(signal.reason);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { once: true });
      waiting.add(turn);
      try {
        return await places.add(
          async () => {
            const request = await untilMine(turn.signal);
            return all.add(
              () => {
                // What is under way is told by its own outcome, not by that of the others.
                waiting.delete(turn);
                return tried(attempt, outcomeOf, request);
              },
              { signal: turn.signal },
            );
          },
          { signal: turn.signal },
        );
      } finally {
        waiting.delete(turn);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}
