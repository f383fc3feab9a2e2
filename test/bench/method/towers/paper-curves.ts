/** Steps of 1,048,575 that were undecided after so many samples, from the first: arXiv 2511.09030, its million-step run. */
export const PAPER_AFTER_SAMPLES = [
  1048575, 1048575, 81959, 18461, 3807, 973, 288, 100, 31, 14, 5, 2, 2, 2, 1, 1, 1, 0,
];

/** The same after so many valid votes. */
export const PAPER_AFTER_VOTES = [1048575, 1048575, 710, 710, 17, 13, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0];

export const PAPER_STEPS = 1_048_575;
