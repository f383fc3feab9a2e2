const MAX_REPEATS = 20;

/** Returns the file's lines, numbered, that resemble the block most; empty when nothing does. Linear in the file. */
export function closestLines(lines: readonly string[], search: readonly string[]): string[] {
  const start = bestOffset(lines, search) ?? bestByWords(lines, search);
  if (start === undefined) return [];
  const from = Math.max(0, start);
  return lines
    .slice(from, from + Math.min(search.length, 12))
    .map((line, index) => `${from + index + 1}: ${line}`);
}

/** The offset at which most lines agree apart from white space. Lines that stand everywhere (`}`) say nothing. */
function bestOffset(lines: readonly string[], search: readonly string[]): number | undefined {
  const places = new Map<string, number[]>();
  for (const [index, line] of search.entries()) {
    const text = line.trim();
    if (text !== '') places.set(text, [...(places.get(text) ?? []).slice(0, MAX_REPEATS), index]);
  }
  const votes = new Map<number, number>();
  for (const [index, line] of lines.entries()) {
    for (const place of places.get(line.trim()) ?? [])
      votes.set(index - place, (votes.get(index - place) ?? 0) + 1);
  }
  return highest(votes);
}

/** The line that shares most words with the block's longest line. */
function bestByWords(lines: readonly string[], search: readonly string[]): number | undefined {
  const longest = search.reduce((best, line) => (line.length > best.length ? line : best), '');
  const wanted = new Set(wordsOf(longest));
  const scores = new Map<number, number>();
  for (const [index, line] of lines.entries()) {
    const shared = new Set(wordsOf(line).filter((word) => wanted.has(word))).size;
    if (shared * 2 >= wanted.size && shared > 0) scores.set(index, shared);
  }
  const best = highest(scores);
  return best === undefined ? undefined : best - search.indexOf(longest);
}

function wordsOf(line: string): string[] {
  return line.slice(0, 1000).match(/\w+/g) ?? [];
}

function highest(scores: ReadonlyMap<number, number>): number | undefined {
  let best: readonly [number, number] | undefined;
  for (const entry of scores) if (best === undefined || entry[1] > best[1]) best = entry;
  return best?.[0];
}
