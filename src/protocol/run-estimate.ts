/** The least and the most that is likely. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** What a run will probably take, reckoned before anything is asked; see docs/models.md. */
export interface RunEstimate {
  readonly steps: Span;
  readonly requests: Span;
  /** Cached ones included. */
  readonly input_tokens: Span;
  readonly output_tokens: Span;
  /** Null when some price is unknown. */
  readonly cost_usd: Span | null;
  /** What it rests on, in one line. */
  readonly assumes: string;
}
