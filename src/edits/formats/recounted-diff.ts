const GIT_HEADER =
  /^(?:diff --git |index |new file mode |deleted file mode |old mode |new mode |similarity index |rename from |rename to )/;

/** True when the line is the `---` of a `---`/`+++` pair. */
export function isFileHeader(lines: readonly string[], index: number): boolean {
  return /^--- \S/.test(lines[index] ?? '') && /^\+\+\+ \S/.test(lines[index + 1] ?? '');
}

/**
 * Returns the diff found among the lines (prose and fences left out) with every hunk header counted anew: models get the
 * counts wrong, and a parser that believes them reads the wrong lines.
 */
export function recountedDiff(lines: readonly string[]): string {
  const kept: string[] = [];
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] ?? '';
    if (isFileHeader(lines, index)) {
      kept.push(line, lines[index + 1] ?? '');
      index += 2;
    } else if (line.startsWith('@@')) {
      const end = hunkEnd(lines, index);
      kept.push(...recountedHunk(lines.slice(index + 1, end)));
      index = end;
    } else {
      if (GIT_HEADER.test(line)) kept.push(line);
      index += 1;
    }
  }
  return kept.join('\n');
}

function hunkEnd(lines: readonly string[], at: number): number {
  let index = at + 1;
  while (index < lines.length && !isFileHeader(lines, index) && /^(?:[-+ \\]|$)/.test(lines[index] ?? ''))
    index += 1;
  return index;
}

/** Empty lines inside are context whose blank was lost; those at the end belong to the prose. */
function recountedHunk(body: readonly string[]): string[] {
  let length = body.length;
  while (length > 0 && body[length - 1] === '') length -= 1;
  const lines = body.slice(0, length).map((line) => (line === '' ? ' ' : line));
  const count = (marks: string): number => lines.filter((line) => marks.includes(line.charAt(0))).length;
  return length === 0 ? [] : [`@@ -1,${count(' -')} +1,${count(' +')} @@`, ...lines];
}
