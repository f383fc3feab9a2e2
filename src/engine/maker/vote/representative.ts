import { ownKeyOf } from '../behaviour/merged-classes.ts';
import type { SampleRecord } from '../sample/sample-record.ts';

/** Returns the sample that stands for its class: the smallest change, then the one that brings in the fewest names, then the earliest asked; undefined when the class is empty. */
export function representative(samples: readonly SampleRecord[], key: string): SampleRecord | undefined {
  return smallest(samples.filter((sample) => sample.key === key));
}

/** The same for a class as it was before it was counted as one with others. */
export function representativeOfOwn(samples: readonly SampleRecord[], key: string): SampleRecord | undefined {
  return smallest(samples.filter((sample) => ownKeyOf(sample) === key));
}

function smallest(samples: readonly SampleRecord[]): SampleRecord | undefined {
  return samples
    .filter(({ race, outcome }) => race !== 'preference' && outcome === 'valid')
    .sort((a, b) => a.size - b.size || (a.newNames ?? 0) - (b.newNames ?? 0) || a.index - b.index)[0];
}
