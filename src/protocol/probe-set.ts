/** What asking the probe set would cost; nothing was asked. */
export interface ProbeSetPlan {
  readonly tasks: number;
  /** About so many, over all tasks. */
  readonly input_tokens: number;
  /** No more than these, over all tasks. */
  readonly most_output_tokens: number;
  /** Null when the price is unknown. */
  readonly most_usd: number | null;
}

/** What the answers to the probe set say. */
export interface ProbeSetEstimate {
  readonly tasks: number;
  readonly right: number;
  readonly wrong: number;
  /** Red-flagged or lost: no votes. */
  readonly thrown_away: number;
  /** The chance that a valid vote is right, with the interval that holds it nine times out of ten. */
  readonly p: { readonly estimate: number; readonly low: number; readonly high: number };
  /** The length of the run that k is told for. */
  readonly steps: number;
  readonly target_success: number;
  /** The least k for that; null where votes can't reach it. */
  readonly k: number | null;
  /** The same if p were at the low end of its interval. */
  readonly k_if_low: number | null;
  /** Samples, tokens and dollars that a step is expected to take with that k. */
  readonly samples_a_step: number | null;
  readonly tokens_a_step: number | null;
  readonly usd_a_step: number | null;
  /** What the probe set itself cost; null when a price is unknown. */
  readonly cost_usd: number | null;
}
