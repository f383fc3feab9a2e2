import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { VoteTier } from '../../protocol/explanation.ts';

/** What tells answers apart at one tier. */
interface Tier {
  readonly tier: string;
  keyOf(sample: SampleRecord): string;
}

/**
 * Returns which samples are the same at each tier, the finest first; the last is the one that the race counts. `valid`
 * are in the order asked, `labelOf` names the class of a vote key.
 */
export function voteTiers(
  valid: readonly SampleRecord[],
  leading: string | undefined,
  labelOf: (key: string) => string,
): VoteTier[] {
  if (valid.length === 0) return [];
  const tiers = tiersOf(valid);
  return tiers.map(({ tier, keyOf }, index) => ({
    tier,
    counted: index === tiers.length - 1,
    classes: grouped(valid, keyOf)
      .sort(([one], [other]) => Number(other?.key === leading) - Number(one?.key === leading))
      .map((samples) => ({
        label: labelOf(samples[0]?.key ?? ''),
        samples: samples.map((sample) => sample.index + 1),
      })),
  }));
}

function tiersOf(valid: readonly SampleRecord[]): Tier[] {
  const names = [...new Set(valid.flatMap(({ tiers }) => Object.keys(tiers)))];
  const computed = names.map((tier) => ({
    tier,
    keyOf: (sample: SampleRecord) => sample.tiers[tier] ?? sample.key,
  }));
  // Races that were decided at once kept no replies.
  const kept = valid.every(({ raw }) => raw !== '');
  const raw = kept ? [{ tier: 'raw', keyOf: (sample: SampleRecord) => sample.raw }] : [];
  const last = computed.at(-1);
  const counts = last !== undefined && valid.every((sample) => last.keyOf(sample) === sample.key);
  return [
    ...raw,
    ...computed,
    ...(counts ? [] : [{ tier: 'answer', keyOf: ({ key }: SampleRecord) => key }]),
  ];
}

function grouped(
  samples: readonly SampleRecord[],
  keyOf: (sample: SampleRecord) => string,
): SampleRecord[][] {
  const groups = new Map<string, SampleRecord[]>();
  for (const sample of samples) {
    const group = groups.get(keyOf(sample)) ?? [];
    group.push(sample);
    groups.set(keyOf(sample), group);
  }
  return [...groups.values()];
}
