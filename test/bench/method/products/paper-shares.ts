/** Shares of right products in arXiv 2511.09030 by digits: of one agent alone, and split, by k. */
export const PAPER_SHARES: Readonly<
  Record<
    number,
    { readonly alone: number; readonly split: readonly { readonly k: number; readonly share: number }[] }
  >
> = {
  5: {
    alone: 0.35,
    split: [
      { k: 1, share: 0.87 },
      { k: 7, share: 1 },
    ],
  },
  6: {
    alone: 0.1,
    split: [
      { k: 1, share: 0.5 },
      { k: 10, share: 0.95 },
    ],
  },
};

/** Returns the paper's share for such a product; undefined where it tells none. */
export function paperShare(digits: number, k: number, split: boolean): number | undefined {
  const shares = PAPER_SHARES[digits];
  return split ? shares?.split.find((each) => each.k === k)?.share : shares?.alone;
}
