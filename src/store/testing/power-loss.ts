import { seededRandom } from '../../engine/ports/random.ts';

/** What power loss does to that which was not synced. */
export interface Fate {
  /** Whether a change of names, or the cutting of a file, survives; each is asked for by itself. */
  keepsChange(): boolean;
  /** Returns how much survives of a file of which `least` bytes do for certain. */
  cut(least: number, most: number): number;
  /** Whether zeros stand where bytes were lost. */
  leavesHoles(): boolean;
}

/** Nothing that was not synced survives. */
export const strictest: Fate = {
  keepsChange: () => false,
  cut: (least) => least,
  leavesHoles: () => false,
};

/** Everything survives, as if only the processes had been killed. */
export const mildest: Fate = {
  keepsChange: () => true,
  cut: (_least, most) => most,
  leavesHoles: () => false,
};

/** Returns a fate that keeps this and not that, in whichever order, and cuts at any byte. */
export function drawnFate(...seed: readonly (string | number)[]): Fate {
  const random = seededRandom(...seed);
  return {
    keepsChange: () => random.next() < 0.5,
    cut: (least, most) => least + Math.floor(random.next() * (most - least + 1)),
    leavesHoles: () => random.next() < 0.3,
  };
}
