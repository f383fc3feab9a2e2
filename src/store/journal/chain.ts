import { MicrofactoryError } from '../../engine/error.ts';
import type { EntryMark } from './entry-mark.ts';
import { inspectLine } from './line.ts';

export type Link = 'next' | 'duplicate' | 'broken';

/** Follows the lines of a journal: each must be good and the successor of the one before. */
export class Chain {
  #seq: number;
  #crc = '';
  #broken = false;
  #hasMet: boolean;
  readonly #dir: string;
  readonly #expected: EntryMark | undefined;

  /** `seq` is the sequence number before the first line expected; `expected` is the mark that `hasMet` tells of. */
  constructor(dir: string, seq: number, expected?: EntryMark) {
    this.#dir = dir;
    this.#seq = seq;
    this.#expected = expected;
    this.#hasMet = expected?.seq === 0;
  }

  /** Sequence number of the last good line. */
  get seq(): number {
    return this.#seq;
  }

  /** The last good line by its number and checksum; without one that was followed the checksum is empty. */
  get mark(): EntryMark {
    return { seq: this.#seq, checksum: this.#crc };
  }

  /** True once the expected mark was found in its place. */
  get hasMet(): boolean {
    return this.#hasMet;
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
      if (this.#seq === this.#expected?.seq) this.#hasMet = this.#crc === this.#expected.checksum;
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
