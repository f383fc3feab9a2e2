import type { StepBrief } from '../../../engine/maker/step.ts';
import { IntColumn } from '../columns/int-column.ts';
import { StringTable } from '../columns/string-table.ts';

/** What steps say about themselves; a million steps may share a few. */
export class Briefs {
  readonly texts = new StringTable();
  readonly keys = new StringTable();
  readonly titles = new IntColumn();
  readonly descriptions = new IntColumn();
  readonly kinds = new IntColumn();

  /** Returns the number of what the brief says. */
  intern({ title, description, kind }: Pick<StepBrief, 'title' | 'description' | 'kind'>): number {
    const numbers = [title, description, kind].map((text) => this.texts.intern(text));
    const known = this.keys.length;
    const index = this.keys.intern(numbers.join(' '));
    if (index === known) {
      [this.titles, this.descriptions, this.kinds].forEach((column, at) => column.push(numbers[at] ?? 0));
    }
    return index;
  }

  title(index: number): string {
    return this.texts.get(this.titles.at(index));
  }

  kind(index: number): string {
    return this.texts.get(this.kinds.at(index));
  }

  /** Marks, with 1, the briefs whose title or description contains a text (in lower case). */
  containing(text: string): Uint8Array {
    const texts = this.texts.containing(text);
    return Uint8Array.from(
      { length: this.keys.length },
      (_none, at) => (texts[this.titles.at(at)] ?? 0) | (texts[this.descriptions.at(at)] ?? 0),
    );
  }
}
