import type { Move } from './position.ts';

/** Three stacks of disks that play by the rules: it shares nothing with what solves and reads the steps, and so checks both. */
export class Board {
  readonly #stacks: Readonly<Record<string, number[]>>;
  #pegs: string;

  /** `pegs` names the peg of each disk, the smallest first. */
  constructor(pegs: string) {
    this.#pegs = pegs;
    this.#stacks = { A: [], B: [], C: [] };
    for (let disk = pegs.length; disk >= 1; disk -= 1) this.#stacks[this.#pegs[disk - 1] ?? '']?.push(disk);
  }

  /** Makes the move; false, and nothing changes, when the rules forbid it. */
  play({ disk, from, to }: Move): boolean {
    const source = this.#stacks[from];
    const target = this.#stacks[to];
    if (source === undefined || target === undefined || source.at(-1) !== disk) return false;
    if ((target.at(-1) ?? Infinity) <= disk) return false;
    target.push(disk);
    source.pop();
    this.#pegs = this.#pegs.slice(0, disk - 1) + to + this.#pegs.slice(disk);
    return true;
  }

  /** The peg of each disk now, the smallest first. */
  get pegs(): string {
    return this.#pegs;
  }
}
