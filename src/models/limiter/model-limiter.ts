import PQueue from 'p-queue';
import { createHash } from 'node:crypto';
import { systemClock, type Clock } from '../../engine/ports/clock.ts';
import { realWait, type Wait } from '../retry/wait.ts';
import { createLane, type Lane } from './lane.ts';
import type { WaitNotice } from './wait-notice.ts';

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
  /** No slow start: what waits is sent together. */
  readonly startsWide?: boolean;
  readonly clock?: Clock;
  readonly wait?: Wait;
  /** How long a server that can't be reached is waited for, in milliseconds from its first failure; default 0: not at all. */
  readonly longestOutageMs?: number;
  /** When waiting ends whatever it is for, in monotonic milliseconds: the wall clock's budget. */
  readonly waitsUntil?: number | undefined;
  /** Hears once for all requests of a key when they wait long, and when they go on. */
  readonly onWait?: (notice: WaitNotice) => void;
}

/** Returns a limiter whose lanes start with one request and grow up to `maxConcurrent`. */
export function createModelLimiter(options: ModelLimiterOptions): ModelLimiter {
  const { maxConcurrent, clock = systemClock, wait = realWait, onWait } = options;
  const all = new PQueue({ concurrency: maxConcurrent });
  const lanes = new Map<string, Lane>();
  return {
    lane({ baseUrl, key = '' }) {
      const id = createHash('sha256').update(`${baseUrl}\n${key}`).digest('hex');
      const lane =
        lanes.get(id) ??
        createLane({
          all,
          maxConcurrent,
          startsWide: options.startsWide ?? false,
          clock,
          wait,
          place: placeOf(baseUrl),
          longestOutageMs: options.longestOutageMs ?? 0,
          waitsUntil: options.waitsUntil ?? Number.POSITIVE_INFINITY,
          notice: onWait ?? (() => undefined),
        });
      lanes.set(id, lane);
      return lane;
    },
  };
}

/** The host alone: paths and queries may hold keys. */
function placeOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host || baseUrl : baseUrl;
}
