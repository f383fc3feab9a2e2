/** What each indentation of SEARCH is in the file. */
export type IndentationMap = ReadonlyMap<string, string>;

/**
 * Returns how the block's indentations stand for those of the file's lines, or undefined when one stands for two
 * (then how to indent REPLACE cannot be told). Both lists have the same length.
 */
export function consistentIndentation(
  search: readonly string[],
  found: readonly string[],
): IndentationMap | undefined {
  const map = new Map<string, string>();
  for (const [index, line] of search.entries()) {
    if (line.trim() === '') continue;
    const [from, to] = [indentationOf(line), indentationOf(found[index] ?? '')];
    if (map.has(from) && map.get(from) !== to) return undefined;
    map.set(from, to);
  }
  return map;
}

/** Returns the line indented as the file is. An indentation that SEARCH does not have is derived from its nearest one. */
export function reindented(line: string, map: IndentationMap): string {
  if (line.trim() === '') return line;
  const from = indentationOf(line);
  return translated(from, map) + line.slice(from.length);
}

function translated(from: string, map: IndentationMap): string {
  const known = map.get(from);
  if (known !== undefined) return known;
  const shorter = [...map.keys()]
    .filter((key) => from.startsWith(key))
    .sort((a, b) => b.length - a.length)[0];
  if (shorter !== undefined) return (map.get(shorter) ?? '') + from.slice(shorter.length);
  const longer = [...map.keys()].filter((key) => key.startsWith(from)).sort((a, b) => a.length - b.length)[0];
  if (longer === undefined) return from;
  const dedent = longer.length - from.length;
  const target = map.get(longer) ?? '';
  return target.slice(0, Math.max(0, target.length - dedent));
}

function indentationOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}
