import { MicrofactoryError } from '../../engine/error.ts';
import { inspectLine } from './line.ts';

export type Link = 'next' | 'duplicate' | 'broken';

/** Follows the lines of a journal: each must be good and the successor of the one before. */
export class Chain {
  #seq: number;
  #crc = '';
  #broken = false;
  readonly #dir: string;

  /** `seq` is the sequence number before the first line expected. */
  constructor(dir: string, seq: number) {
    this.#dir = dir;
    this.#seq = seq;
  }

  /** Sequence number of the last good line. */
  get seq(): number {
    return this.#seq;
  }

  /** True once a line failed: nothing after it counts. */
  get isBroken(): boolean {
    return this.#broken;
  }

  breakOff(): void {
    this.#broken = true;
  }

  /** Returns how the line (without its newline) follows; throws `store` when a newer Microfactory wrote it. */
  follow(line: Buffer): Link {
    const verdict = inspectLine(line);
    if (verdict.kind === 'newer') throw this.#newer(verdict.version);
    if (verdict.kind === 'entry' && verdict.seq === this.#seq + 1) {
      this.#seq = verdict.seq;
      this.#crc = verdict.crc;
      return 'next';
    }
    if (verdict.kind === 'entry' && verdict.seq === this.#seq && verdict.crc === this.#crc)
      return 'duplicate';
    this.breakOff();
    return 'broken';
  }

  #newer(version: number): MicrofactoryError {
    return new MicrofactoryError({
      code: 'store',
      message: `The journal in ${this.#dir} was written by a newer Microfactory (format ${version}): update this one to open it.`,
      data: { path: this.#dir, version },
    });
  }
}
