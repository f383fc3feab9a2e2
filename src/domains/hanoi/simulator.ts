import { PEGS, SOURCE, TARGET } from './position.ts';

/** A board of three stacks that plays moves by the rules: it shares nothing with what solves or reads the steps. */
export class Simulator {
  readonly #stacks: Readonly<Record<string, number[]>>;
  readonly #disks: number;
  #moves = 0;
  #problem: string | undefined;

  constructor(disks: number) {
    this.#disks = disks;
    this.#stacks = Object.fromEntries([...PEGS].map((peg) => [peg, [] as number[]]));
    for (let disk = disks; disk >= 1; disk -= 1) this.#stacks[SOURCE]?.push(disk);
  }

  get moves(): number {
    return this.#moves;
  }

  /** Plays a move; after the first that the rules forbid nothing more counts. */
  play(disk: number, from: string, to: string): void {
    if (this.#problem !== undefined) return;
    this.#moves += 1;
    const source = this.#stacks[from] ?? [];
    const target = this.#stacks[to] ?? [];
    const lies = target.at(-1) ?? Infinity;
    if (source.at(-1) !== disk) this.#refuse(`disk ${disk} is not on top of peg ${from}`);
    else if (lies <= disk) this.#refuse(`disk ${disk} may not lie on disk ${lies}`);
    else target.push(source.pop() as number);
  }

  #refuse(why: string): void {
    this.#problem = `Move ${this.#moves} is against the rules: ${why}.`;
  }

  /** Returns what is wrong with the game as a whole, in one sentence, or undefined when it is solved in the fewest moves. */
  get problem(): string | undefined {
    if (this.#problem !== undefined) return this.#problem;
    const fewest = 2 ** this.#disks - 1;
    if (this.#stacks[TARGET]?.length !== this.#disks) return `Not all disks are on peg ${TARGET}.`;
    return this.#moves === fewest ? undefined : `It took ${this.#moves} moves instead of ${fewest}.`;
  }
}
