/** Returns how many valid proposals a discriminator that decides by a lead of `k` is given: N = 2k − 1, as the paper does. */
export function proposalsWanted(k: number): number {
  return 2 * k - 1;
}
