/** Returns the lines of a text that the other has not or has fewer of, trimmed and without empty ones. */
export function linesOnlyIn(text: string, other: string): string[] {
  const left = new Map<string, number>();
  for (const line of trimmedLines(other)) left.set(line, (left.get(line) ?? 0) + 1);
  return trimmedLines(text).filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

function trimmedLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
