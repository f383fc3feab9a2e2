/** One move of the puzzle: disk 1 is the smallest, pegs are 0, 1 and 2. */
export interface Move {
  readonly disk: number;
  readonly from: number;
  readonly to: number;
}

/** Returns how many moves the shortest solution has. */
export function moveCount(disks: number): number {
  return 2 ** disks - 1;
}

/**
 * Returns the move of that number (from 1) of the one shortest solution from peg 0 to peg 2, by its closed form
 * (https://en.wikipedia.org/wiki/Tower_of_Hanoi, "Binary solution"): nothing of how the engine finds moves is in it.
 */
export function shortestMove(disks: number, number: number): Move {
  const disk = Math.log2(number & -number) + 1;
  const from = (number & (number - 1)) % 3;
  const to = ((number | (number - 1)) + 1) % 3;
  // The closed form ends on peg 2 for an odd number of disks, on peg 1 for an even one.
  return disks % 2 === 1 ? { disk, from, to } : { disk, from: mirrored(from), to: mirrored(to) };
}

function mirrored(peg: number): number {
  return peg === 0 ? 0 : 3 - peg;
}

/** Plays moves by the puzzle's rules and remembers the first that breaks one. */
export class Tower {
  readonly #pegs: [number[], number[], number[]];
  readonly #disks: number;
  moves = 0;
  wrong: string | undefined;

  constructor(disks: number) {
    this.#disks = disks;
    this.#pegs = [Array.from({ length: disks }, (_, index) => disks - index), [], []];
  }

  play({ disk, from, to }: Move): void {
    this.moves += 1;
    const source = this.#pegs[from];
    const target = this.#pegs[to];
    const upper = target?.at(-1) ?? Infinity;
    if (source === undefined || target === undefined || source.at(-1) !== disk || upper < disk)
      this.wrong ??= `Move ${this.moves} (disk ${disk} from peg ${from} to peg ${to}) is against the rules.`;
    else target.push(source.pop() as number);
  }

  /** Returns what is wrong with the whole game, or undefined when it is the shortest solution. */
  verdict(): string | undefined {
    if (this.wrong !== undefined) return this.wrong;
    if (this.#pegs[2].length !== this.#disks)
      return `Only ${this.#pegs[2].length} of ${this.#disks} disks are on the last peg.`;
    const best = moveCount(this.#disks);
    return this.moves === best ? undefined : `It took ${this.moves} moves instead of ${best}.`;
  }
}
