/** What a size looks like. */
export const SIZE = /^(\d{1,9}(?:\.\d{1,3})?)\s?([kKmMgGtT]?[bB])$/u;
const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** Returns the bytes of a size such as `2GB` (a GB is 10^9 bytes), or undefined when the text is none. */
export function bytesOf(size: string): number | undefined {
  const [, amount, unit] = SIZE.exec(size.trim()) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return Math.floor(Number(amount) * (UNITS[unit.toUpperCase()] ?? 1));
}
