import { ownKeyOf } from '../behaviour/merged-classes.ts';
import type { SampleRecord } from '../sample/sample-record.ts';
import type { VerificationRecord } from '../maker-state.ts';

/** A class that was checked: the state that its answer leads to, and what the check gave. */
export interface VerifiedClass {
  readonly key: string;
  /** '' where its answer can't be brought together with what was accepted meanwhile. */
  readonly result: string;
  readonly verification: VerificationRecord;
}

/** Why votes for a class that failed its check do not count. */
export const FAILED_CHECK = 'verification';

/** Returns how many valid answers the class has among the samples. */
export function countOfClass(samples: readonly SampleRecord[], key: string): number {
  return samples.filter((sample) => isOfClass(sample, key)).length;
}

/** Turns the class's answers into flagged ones, in place: what fails its check is no vote. Returns how many they were. */
export function flagClass(samples: SampleRecord[], { key, verification }: VerifiedClass): number {
  let flagged = 0;
  for (const [at, sample] of samples.entries()) {
    if (!isOfClass(sample, key)) continue;
    const flags = [{ rule: FAILED_CHECK, reason: verification.summary }];
    samples[at] = { ...sample, outcome: 'flagged', flags };
    flagged += 1;
  }
  return flagged;
}

function isOfClass(sample: SampleRecord, key: string): boolean {
  return sample.race === 'answer' && sample.outcome === 'valid' && ownKeyOf(sample) === key;
}
