import { unifiedDiff } from '../../edits/index.ts';
import type { Candidate } from '../../engine/maker/candidate.ts';
import type { DomainSession, FileSides } from '../../engine/maker/domain.ts';
import { comparedFile } from '../compared-files.ts';

/** Returns a unified diff from what one candidate makes of the files (or says, where there are none) to what the other does. */
export async function candidateDifference(
  domain: DomainSession,
  one: Candidate,
  other: Candidate,
): Promise<string> {
  const [left, right] = [await domain.changes(one), await domain.changes(other)];
  if (left.length === 0 && right.length === 0) {
    const [before, after] = [await domain.show(one), await domain.show(other)];
    return before === after ? '' : unifiedDiff({ path: 'answer', before, after });
  }
  const paths = [...new Set([...left, ...right].map(({ path }) => path))].sort();
  return paths.map((path) => fileDifference(path, left, right)).join('');
}

function fileDifference(path: string, left: readonly FileSides[], right: readonly FileSides[]): string {
  const [before, after] = [contentOf(path, left, right), contentOf(path, right, left)];
  const file = comparedFile({ path, before, after });
  if (file.binary) return `Binary files a/${path} and b/${path} differ\n`;
  if (file.before === file.after) return '';
  return unifiedDiff({ path, before: file.before ?? undefined, after: file.after ?? undefined });
}

/** What a candidate leaves alone is what the other one found. */
function contentOf(path: string, own: readonly FileSides[], others: readonly FileSides[]): Uint8Array | null {
  const side = own.find((each) => each.path === path);
  return side === undefined ? (others.find((each) => each.path === path)?.before ?? null) : side.after;
}
