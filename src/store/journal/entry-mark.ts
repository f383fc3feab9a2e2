/** An entry by which a journal is known again: one that was cut and went on differently has another at that number. */
export interface EntryMark {
  readonly seq: number;
  /** The checksum of the entry's line; empty for the beginning of the journal, which is number 0. */
  readonly checksum: string;
}
