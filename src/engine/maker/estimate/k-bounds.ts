/** The bounds of k, and where it stands without any adaptation. */
export interface KBounds {
  readonly configured: number;
  readonly least: number;
  readonly most: number;
}

/** Returns the bounds that hold for a race whose role is configured with this k: without a least one, k never falls below it. */
export function kBounds(
  configured: number,
  { kMin, kMax }: { readonly kMin?: number | undefined; readonly kMax: number },
): KBounds {
  const least = kMin ?? configured;
  return { configured, least, most: Math.max(least, kMax) };
}

/** Returns the k that holds: what was adapted last, within the bounds; what is configured where nothing was. */
export function kInForce({ configured, least, most }: KBounds, adapted: number | undefined): number {
  return adapted === undefined ? configured : Math.min(most, Math.max(least, adapted));
}
