/** Where the disks are and what moved last: everything a step is given. Disks are numbered from the smallest, 1. */
export interface Position {
  /** The peg of each disk, the smallest first: `AAB` is disks 1 and 2 on A and 3 on B. */
  readonly pegs: string;
  /** The disk that moved last; 0 before the first move. */
  readonly lastDisk: number;
}

export interface Move {
  readonly disk: number;
  readonly from: string;
  readonly to: string;
}

export const PEGS = 'ABC';
export const SOURCE = 'A';
export const TARGET = 'C';

/** Returns the position with all disks on the source peg. */
export function startOf(disks: number): Position {
  return { pegs: SOURCE.repeat(disks), lastDisk: 0 };
}

/** Returns the disk on top of the peg, or 0 when it is empty. */
export function topOf(pegs: string, peg: string): number {
  return pegs.indexOf(peg) + 1;
}

/** Returns the pegs after the move, legal or not. */
export function moved(pegs: string, { disk, to }: Move): string {
  return pegs.slice(0, disk - 1) + to + pegs.slice(disk);
}

/** Returns why the rules forbid the move, in one sentence, or undefined when they allow it. */
export function whyIllegal(pegs: string, { disk, from, to }: Move): string | undefined {
  if (from === to) return `Disk ${disk} would stay on peg ${from}.`;
  const top = topOf(pegs, from);
  if (top !== disk) return `Disk ${disk} is not on top of peg ${from}.`;
  const below = topOf(pegs, to);
  return below !== 0 && below < disk ? `Disk ${disk} would lie on the smaller disk ${below}.` : undefined;
}

/** Returns the move as people read it. */
export function describeMove({ disk, from, to }: Move): string {
  return `disk ${disk} from ${from} to ${to}`;
}
