import { parsePatch } from 'diff';
import type { Paint } from './paint.ts';

/** Returns a unified diff in colours, line by line. */
export function diffLines(diff: string, paint: Paint): string[] {
  return diff
    .replace(/\n$/u, '')
    .split('\n')
    .map((line) => coloured(line.replaceAll('\t', '  '), paint));
}

function coloured(line: string, paint: Paint): string {
  if (/^(\+\+\+|---|diff |index )/u.test(line)) return paint.bold(line);
  if (line.startsWith('@@')) return paint.cyan(line);
  if (line.startsWith('+')) return paint.green(line);
  return line.startsWith('-') ? paint.red(line) : line;
}

export interface LineCount {
  readonly added: number;
  readonly removed: number;
}

/** Returns added and removed lines by file; a text that is no diff has no files. */
export function linesByFile(diff: string): ReadonlyMap<string, LineCount> {
  const counts = new Map<string, LineCount>();
  for (const patch of patchesOf(diff)) {
    const name = fileOf(patch.newFileName, patch.oldFileName);
    const lines = patch.hunks.flatMap((hunk) => hunk.lines);
    const before = counts.get(name) ?? { added: 0, removed: 0 };
    counts.set(name, {
      added: before.added + lines.filter((line) => line.startsWith('+')).length,
      removed: before.removed + lines.filter((line) => line.startsWith('-')).length,
    });
  }
  return counts;
}

function patchesOf(diff: string) {
  try {
    return parsePatch(diff).filter((patch) => patch.hunks.length > 0);
  } catch {
    // Domains may show prose instead of a diff; then there is nothing to count.
    return [];
  }
}

function fileOf(newName: string | undefined, oldName: string | undefined): string {
  const name = newName === undefined || newName === '/dev/null' ? (oldName ?? '') : newName;
  return name.replace(/^[ab]\//u, '');
}
