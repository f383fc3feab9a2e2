/** Amounts by name (calls, tokens, usd, …): the flow adds and compares, it does not know what they are. */
export type Amounts = Readonly<Record<string, number>>;

/** Adds `more` to `total` in place. */
export function addAmounts(total: Record<string, number>, more: Amounts): void {
  for (const name in more) total[name] = (total[name] ?? 0) + (more[name] ?? 0);
}

/** Returns the name of the first limit that spending `next` on top of `spent` would break, or undefined. */
export function brokenLimit(limits: Amounts, spent: Amounts, next: Amounts): string | undefined {
  return Object.keys(limits).find(
    (name) => (spent[name] ?? 0) + (next[name] ?? 0) > (limits[name] ?? Infinity),
  );
}
