import type { SampleRecord } from '../sample/sample-record.ts';

/** Returns the sample that stands for its class: the smallest change, then the earliest asked; undefined when the class is empty. */
export function representative(samples: readonly SampleRecord[], key: string): SampleRecord | undefined {
  return samples
    .filter(({ race, outcome, key: own }) => race !== 'preference' && outcome === 'valid' && own === key)
    .sort((a, b) => a.size - b.size || a.index - b.index)[0];
}
