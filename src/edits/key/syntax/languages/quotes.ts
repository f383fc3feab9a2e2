/** Returns the inside of a string with its quotes as they are in the value: `\'` and `\"` without the mark. */
export function withoutQuoteEscapes(inside: string): string {
  return inside.replace(/\\([^])/g, (pair, escaped: string) =>
    escaped === "'" || escaped === '"' ? escaped : pair,
  );
}
