import type { Json } from '../../../engine/json.ts';

/** What an accepted step adds to the report. */
export interface Entry {
  /** Its place in the report, from 1. */
  readonly number: number;
  readonly title: string;
  /** The section's text without its heading, or the label. */
  readonly body: string;
}

/** A report that is being written. */
export interface Report {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** How a report is written as Markdown and read again. */
export interface Layout {
  render(report: Report): string;
  /** True where entries are prose of its own, with headings and links; false where they are data. */
  readonly isProse: boolean;
  /** Returns the entries in the order they stand. */
  parse(text: string): Entry[];
}

/** Returns the report with the entry at the place that its number gives; an entry of the same number is replaced. */
export function withEntry(report: Report, entry: Entry): Report {
  const others = report.entries.filter(({ number }) => number !== entry.number);
  return { ...report, entries: [...others, entry].sort((a, b) => a.number - b.number) };
}

/** Returns what a candidate's payload holds. */
export function entryFrom(payload: Json): Entry {
  return payload as unknown as Entry;
}

/** Returns what a payload holds, with the tree that it was proposed for. */
export function placedFrom(payload: Json): Entry & { readonly from: string } {
  return payload as unknown as Entry & { readonly from: string };
}

/** Returns the name by which a step's promise knows an entry, whatever its capitals and spaces. */
export function promiseOf(title: string): string {
  return `section: ${sameWords(title)}`;
}

/** Returns a title so that two that say the same are the same. */
export function sameWords(title: string): string {
  return title.normalize('NFC').toLowerCase().replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim();
}
