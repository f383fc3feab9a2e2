/** What opening a journal found wrong and did about it. */
export interface JournalDamage {
  /** `set-aside`: bytes after the valid prefix were moved to `files`; `duplicate`: copies of the last line were dropped. */
  readonly kind: 'set-aside' | 'duplicate';
  /** Sequence number of the last valid entry before the damage. */
  readonly afterSeq: number;
  readonly bytes: number;
  readonly files: readonly string[];
  /** One sentence for the user. */
  readonly sentence: string;
}

/** Returns the report of bytes that were moved to files beside the journal. */
export function setAside(afterSeq: number, bytes: number, files: readonly string[]): JournalDamage {
  const sentence = `The journal was damaged after entry ${afterSeq}: what followed (${bytes} bytes) was set aside in ${files.join(', ')}, and the session goes on from there.`;
  return { kind: 'set-aside', afterSeq, bytes, files, sentence };
}

/** Returns the report of copies of the last line that were dropped. */
export function duplicateDropped(afterSeq: number, bytes: number): JournalDamage {
  const sentence = `The journal's last entry (${afterSeq}) was there more than once: the copies (${bytes} bytes) were dropped.`;
  return { kind: 'duplicate', afterSeq, bytes, files: [], sentence };
}
