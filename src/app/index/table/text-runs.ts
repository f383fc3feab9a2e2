import { IntColumn } from '../columns/int-column.ts';

const VARIED = 1;
const SCATTERED = 2;

/** Of each block, how the numbers of its steps' texts follow one another: most blocks share one text, or each step has the next new one. */
export class TextRuns {
  readonly #first = new IntColumn();
  /** VARIED: not all have the same text; SCATTERED: they are not numbered one after the other. */
  readonly #broken = new IntColumn();

  /** Takes the text of the next step, which is so many steps behind the first of the block. */
  add(block: number, place: number, text: number): void {
    if (place === 0) {
      this.#first.push(text);
      this.#broken.push(0);
      return;
    }
    const first = this.first(block);
    const varied = text === first ? 0 : VARIED;
    const scattered = text === first + place ? 0 : SCATTERED;
    this.#broken.set(block, this.#broken.at(block) | varied | scattered);
  }

  /** The text of the first step. */
  first(block: number): number {
    return this.#first.at(block);
  }

  /** True when all steps have the same text. */
  isSame(block: number): boolean {
    return (this.#broken.at(block) & VARIED) === 0;
  }

  /** True when each step's text is numbered after that of the step before. */
  isRow(block: number): boolean {
    return (this.#broken.at(block) & SCATTERED) === 0;
  }

  /** What is to be saved. */
  get columns(): readonly IntColumn[] {
    return [this.#first, this.#broken];
  }
}
