/** Why a sample does not count. A flagged sample is discarded and asked anew, never repaired. */
export interface RedFlag {
  /** Stable id, e.g. `too-long`, `does-not-apply`, `outside`, `truncated`, `elided-body`. */
  readonly rule: string;
  /** One sentence. */
  readonly reason: string;
  /** What shows it: the offending lines, path, output. */
  readonly evidence?: string;
}

/** The result of reading an answer: a value, or the red flags that it raised. */
export type Reading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly flags: readonly RedFlag[] };
