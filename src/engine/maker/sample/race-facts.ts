import { isRecord } from '../../json.ts';
import type { JournalEvent } from '../../ports/journal.ts';

/** What is not a vote in `RaceFacts.order`. */
export const FLAGGED = '!';
export const NO_ANSWER = '-';

/** A whole race in the event that ends its step: samples without blobs, few bytes each. */
export interface RaceFacts {
  /** The lead that decided. */
  readonly k: number;
  /** One character a sample in the order asked: `A` is a vote for the first of `keys`, `B` for the second, `!` flagged, `-` no answer. */
  readonly order: string;
  readonly keys: readonly string[];
  /** Red flags by place in `order`; absent when there was none. */
  readonly flags?: readonly { readonly at: number; readonly rule: string; readonly reason: string }[];
  /** The accepted state that the winner led to. */
  readonly state: string;
}

const FIRST = 'A'.charCodeAt(0);

/** Returns the character of a vote for the key at this place of `keys`. */
export function voteMark(place: number): string {
  return String.fromCharCode(FIRST + place);
}

/** Returns the key that a character of `order` votes for; undefined for one that is no vote. */
export function votedKey({ keys }: RaceFacts, mark: string): string | undefined {
  return keys[mark.charCodeAt(0) - FIRST];
}

/** Returns the key that was decided for: the last vote is the one that decides. */
export function winnerOf(race: RaceFacts): string | undefined {
  for (let at = race.order.length - 1; at >= 0; at -= 1) {
    const key = votedKey(race, race.order.charAt(at));
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Returns the race that the event's step was decided by at once, or undefined when it was not. */
export function raceFactsOf(event: JournalEvent): RaceFacts | undefined {
  const race = event['race'];
  return isRecord(race) && typeof race['order'] === 'string' ? (race as unknown as RaceFacts) : undefined;
}
