import type { JournalEvent } from '../../ports/journal.ts';
import type { SampleRecord } from '../sample/sample-record.ts';

/** Classes that count as one, since they behave alike. */
export interface MergedClasses {
  /** The accepted state that this was found out on. */
  readonly on: string;
  /** On so many inputs. */
  readonly inputs: number;
  /** By vote key: the key that the class is counted as, that of the first of its group. */
  readonly into: ReadonlyMap<string, string>;
}

/** The tier by which merged classes are the same. */
export const BEHAVIOUR_TIER = 'behaviour';

/** Returns what an event `classes-merged` says; it says all there is to say, so that the one before it is forgotten. */
export function mergedClassesOf(event: JournalEvent): MergedClasses {
  const groups = event['classes'] as readonly (readonly string[])[];
  const into = groups.flatMap((keys) => keys.map((key) => [key, keys[0] ?? key] as const));
  return { on: String(event['on']), inputs: Number(event['inputs']), into: new Map(into) };
}

/** Returns the key that a sample had before its class was counted as one with another. */
export function ownKeyOf({ ownKey, key }: SampleRecord): string {
  return ownKey ?? key;
}

/** Returns the sample as it counts now. */
export function asCounted(sample: SampleRecord, merged: MergedClasses | undefined): SampleRecord {
  const into = sample.outcome === 'valid' ? merged?.into.get(ownKeyOf(sample)) : undefined;
  if (into !== undefined)
    return {
      ...sample,
      key: into,
      ownKey: ownKeyOf(sample),
      tiers: { ...sample.tiers, [BEHAVIOUR_TIER]: into },
    };
  if (sample.ownKey === undefined) return sample;
  const { ownKey, ...others } = sample;
  const tiers = Object.fromEntries(Object.entries(sample.tiers).filter(([tier]) => tier !== BEHAVIOUR_TIER));
  return { ...others, key: ownKey, tiers };
}

/** Has all samples count as they do now, in place. */
export function recount(samples: SampleRecord[], merged: MergedClasses): void {
  for (const [at, sample] of samples.entries()) samples[at] = asCounted(sample, merged);
}

/** Returns the keys of all classes that are counted as this one, its own among them. */
export function keysCountedAs(merged: MergedClasses | undefined, key: string): readonly string[] {
  const others = [...(merged?.into ?? [])].filter(([, into]) => into === key).map(([own]) => own);
  return [...new Set([key, ...others])];
}
