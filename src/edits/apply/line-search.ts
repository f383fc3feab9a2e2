/** Returns every index at which the wanted lines stand among the lines, overlaps included (Knuth-Morris-Pratt: linear). */
export function findLines(lines: readonly string[], wanted: readonly string[]): number[] {
  if (wanted.length === 0) return [];
  const fallback = fallbackTable(wanted);
  const found: number[] = [];
  let matched = 0;
  for (let index = 0; index < lines.length; index += 1) {
    while (matched > 0 && lines[index] !== wanted[matched]) matched = fallback[matched - 1] ?? 0;
    if (lines[index] === wanted[matched]) matched += 1;
    if (matched < wanted.length) continue;
    found.push(index - wanted.length + 1);
    matched = fallback[matched - 1] ?? 0;
  }
  return found;
}

/** For each prefix of the wanted lines, the length of its longest proper prefix that is also its suffix. */
function fallbackTable(wanted: readonly string[]): number[] {
  const table = [0];
  let length = 0;
  for (let index = 1; index < wanted.length; index += 1) {
    while (length > 0 && wanted[index] !== wanted[length]) length = table[length - 1] ?? 0;
    if (wanted[index] === wanted[length]) length += 1;
    table.push(length);
  }
  return table;
}
