/** One value of a mixture, and how much of the mixture it is. */
export interface Weighted<Value> {
  readonly value: Value;
  readonly weight: number;
}

/** Below it no race of a billion steps notices. */
const NOTHING = 1e-12;

/**
 * Returns values and weights that stand for the beta distribution in a mean. With x = t^(1/a) the density is
 * proportional to (1 − x)^(b − 1) over t from 0 to 1, which the midpoint rule integrates also where a is tiny.
 */
export function betaNodes(
  { a, b }: { readonly a: number; readonly b: number },
  count: number,
): Weighted<number>[] {
  const first = NOTHING ** a;
  const width = (1 - first) / count;
  const nodes = Array.from({ length: count }, (_, index) => {
    const value = (first + (index + 0.5) * width) ** (1 / a);
    return { value, weight: width * (1 - value) ** (b - 1) };
  });
  nodes.unshift({ value: 0, weight: first });
  const total = nodes.reduce((sum, { weight }) => sum + weight, 0);
  return nodes.map(({ value, weight }) => ({ value, weight: weight / total }));
}
