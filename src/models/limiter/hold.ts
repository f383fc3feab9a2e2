import type { WaitNotice } from './wait-notice.ts';

export interface HoldOptions {
  readonly place: string;
  readonly notice: (notice: WaitNotice) => void;
}

/** Says that all requests of a key are held back for long, once until one of them is answered. */
export interface Hold {
  began(milliseconds: number): void;
  over(): void;
}

/** Shorter waits are nobody's business. */
const WORTH_SAYING_MS = 10_000;

export function createHold({ place, notice }: HoldOptions): Hold {
  let isOn = false;
  return {
    began(milliseconds) {
      if (milliseconds < WORTH_SAYING_MS) return;
      const sentence = `${place} takes no more requests for now: the session waits ${Math.round(milliseconds / 1000)} s.`;
      notice({ state: isOn ? 'still' : 'began', place, sentence });
      isOn = true;
    },
    over() {
      if (!isOn) return;
      isOn = false;
      notice({ state: 'over', place, sentence: `${place} answers again: the session goes on.` });
    },
  };
}
