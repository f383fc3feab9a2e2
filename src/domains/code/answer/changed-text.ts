import { diffStats } from '../../../edits/index.ts';
import type { FileChange } from '../../../engine/ports/workspace.ts';
import { utf8 } from '../../folder/folder-view.ts';

/** One file before and after, as text; '' where it does not exist or is not text. */
export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly deleted: boolean;
  readonly added: number;
  readonly removed: number;
}

/** Returns the changes as texts with their counts of lines. */
export function changedTexts(
  changes: readonly FileChange[],
  read: (path: string) => Uint8Array | undefined,
): ChangedText[] {
  return changes.map(({ path, content }) => {
    const before = utf8(read(path) ?? new Uint8Array()) ?? '';
    const after = utf8(content ?? new Uint8Array()) ?? '';
    return { path, before, after, deleted: content === null, ...diffStats(before, after) };
  });
}

/** Returns `src/a.js +2 −1`, the first three files named. */
export function summaryOf(texts: readonly ChangedText[]): string {
  const named = texts.slice(0, 3).map(({ path, added, removed, deleted }) => {
    return deleted ? `${path} deleted` : `${path} +${added} −${removed}`;
  });
  return [...named, ...(texts.length > 3 ? [`${texts.length - 3} more`] : [])].join(', ');
}

const MOST_SHOWN = 12;

/** Returns `src/a.js +2 −1`, a line a file, the first ones. */
export function changesOf(texts: readonly ChangedText[]): string {
  const shown = texts.slice(0, MOST_SHOWN).map(({ path, added, removed }) => `${path} +${added} −${removed}`);
  return shown.join('\n');
}

/** Returns the number of changed lines. */
export function sizeOf(texts: readonly ChangedText[]): number {
  return texts.reduce((sum, { added, removed }) => sum + added + removed, 0);
}

const NAME = /[\p{ID_Start}_$][\p{ID_Continue}$]*/gu;

/** Returns how many names the changed files have that no file of them had before. */
export function newNamesOf(texts: readonly ChangedText[]): number {
  const before = new Set(texts.flatMap((text) => text.before.match(NAME) ?? []));
  return new Set(texts.flatMap(({ after }) => after.match(NAME) ?? []).filter((name) => !before.has(name)))
    .size;
}
