import { MicrofactoryError } from '../../engine/error.ts';
import type { WaitNotice } from './wait-notice.ts';

export interface OutageOptions {
  readonly place: string;
  /** Milliseconds of monotonic time after which waiting ends; 0: nobody waits. */
  readonly longestMs: number;
  /** Monotonic time after which nobody waits. */
  readonly until: number;
  readonly notice: (notice: WaitNotice) => void;
}

/** The time in which a server can't be reached: one try now and then for all who wait, further and further apart. */
export interface Outage {
  readonly isOn: boolean;
  /** Counts outages: a request may take part in some only. */
  readonly episode: number;
  /** A request found out, or a try was in vain. Returns the milliseconds until the next try, or what to tell all who wait when that is too late. */
  failed(error: MicrofactoryError, now: number): number | MicrofactoryError;
  /** The server answered. */
  over(): void;
}

const FIRST_INTERVAL_MS = 2000;
const LONGEST_INTERVAL_MS = 60_000;

export function createOutage({ place, longestMs, until, notice }: OutageOptions): Outage {
  let began: number | undefined;
  let tries = 0;
  let episode = 0;
  const say = (state: WaitNotice['state'], sentence: string): void => notice({ state, place, sentence });
  return {
    get isOn() {
      return began !== undefined;
    },
    get episode() {
      return episode;
    },
    failed(error, now) {
      if (longestMs <= 0) return error;
      const state = began === undefined ? 'began' : 'still';
      if (began === undefined) [began, tries, episode] = [now, 0, episode + 1];
      const left = Math.min(began + longestMs, until) - now;
      if (left <= 0) {
        const given = gaveUp(error, now - began);
        began = undefined;
        say('over', given.message);
        return given;
      }
      const interval = Math.min(FIRST_INTERVAL_MS * 2 ** tries, LONGEST_INTERVAL_MS, left);
      tries += 1;
      say(state, waitsSentence(error, place, interval));
      return interval;
    },
    over() {
      if (began === undefined) return;
      began = undefined;
      say('over', `${place} answers again: the session goes on.`);
    },
  };
}

function waitsSentence(error: MicrofactoryError, place: string, intervalMs: number): string {
  const next = `the session waits and tries again in ${Math.max(1, Math.round(intervalMs / 1000))} s`;
  return `${whatIsWrong(error, place)}: ${next}.`;
}

function whatIsWrong({ code, data }: MicrofactoryError, place: string): string {
  if (code === 'model-network') return `${place} can't be reached (${reasonOf(data['reason'])})`;
  return `${place} does not serve now (HTTP ${String(data['status'])})`;
}

function reasonOf(reason: unknown): string {
  return typeof reason === 'string' ? reason : 'connection failed';
}

/** Not retryable: all who wait go the same way. */
function gaveUp(error: MicrofactoryError, waitedMs: number): MicrofactoryError {
  const minutes = Math.max(1, Math.round(waitedMs / 60_000));
  const waited = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  return new MicrofactoryError({
    code: error.code,
    message: `${error.message.replace(/\.$/, '')} (waited ${waited} for it).`,
    cause: error,
    data: error.data,
  });
}
