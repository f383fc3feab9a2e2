import type { Random } from '../../../src/engine/ports/random.ts';

/** When a process is killed. */
export interface Moment {
  /** Counted from the first byte that it writes, else from its beginning. */
  readonly afterWritten: boolean;
  readonly delayMs: number;
}

/** How long after its first byte, and after its beginning, a process may be killed. */
const LONGEST_WRITING_MS = 60;
const LONGEST_STARTING_MS = 500;

/** Returns so many moments: three in four while steps are decided, the others while the session is opened. */
export function moments(random: Random, count: number): Moment[] {
  return Array.from({ length: count }, () => {
    const afterWritten = random.next() < 0.75;
    return {
      afterWritten,
      delayMs: random.next() * (afterWritten ? LONGEST_WRITING_MS : LONGEST_STARTING_MS),
    };
  });
}
