import { MicrofactoryError } from '../../engine/error.ts';

/** A billion moves; nobody has run more. */
export const MOST_DISKS = 30;

/** Returns the number of disks that the prompt names, e.g. `Move 8 disks`; throws `usage` when it names none. */
export function disksOf(prompt: string): number {
  const disks = Number(/\b(\d+) dis[kc]s?\b/i.exec(prompt)?.[1] ?? 0);
  if (disks >= 1 && disks <= MOST_DISKS) return disks;
  throw new MicrofactoryError({
    code: 'usage',
    message: `Say how many disks there are, from 1 to ${MOST_DISKS}, for example --prompt "Move 8 disks".`,
  });
}

/** Returns the fewest moves that solve so many disks. */
export function fewestMoves(disks: number): number {
  return 2 ** disks - 1;
}
