export interface TestOutcome {
  readonly test: string;
  readonly outcome: 'pass' | 'fail' | 'skip' | 'missing';
  readonly message?: string;
}

/** What checking a candidate against reality gave. Same shape for good and bad. */
export interface Verification {
  /** `unverified`: nothing was broken, but the step has no promise a machine can check. */
  readonly verdict: 'passed' | 'failed' | 'unverified';
  /** One sentence: `2 promised pass, 31 kept`, `breaks csv › plain`. */
  readonly summary: string;
  readonly promised: readonly TestOutcome[];
  /** Tests that passed at the baseline and fail now (flaky ones and `mayBreak` left out). */
  readonly broken: readonly string[];
  /** Tests that failed and pass now. */
  readonly fixed: readonly string[];
  readonly kept: number;
  readonly durationMs: number;
  /** Output of the checks, capped; becomes a blob. */
  readonly output: string;
  /** What the next attempt should be told when this one failed. */
  readonly seen: readonly string[];
  /** A digest of how each test ended: equal for two candidates where every one of them ended alike. Absent where none is known. */
  readonly outcomes?: string;
  /** Names the accepted state it was verified on: verifying again is needed when that has moved. */
  readonly on: string;
}

/** Returns what a check gave that ran no tests; the next attempt is told why it failed, in these words if none are given. */
export function withoutTests({
  verdict,
  summary,
  on,
  seen = verdict === 'failed' ? [summary] : [],
}: Pick<Verification, 'verdict' | 'summary' | 'on'> & Partial<Pick<Verification, 'seen'>>): Verification {
  const tests = { promised: [], broken: [], fixed: [], kept: 0 };
  return { verdict, summary, ...tests, durationMs: 0, output: '', seen, on };
}
