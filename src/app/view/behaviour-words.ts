import { BEHAVIOUR_TIER, type MergedClasses } from '../../engine/maker/behaviour/merged-classes.ts';
import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { JournalEvent } from '../../engine/ports/journal.ts';

/** Returns what the answers were run on, in one sentence. */
export function probesSentence(event: JournalEvent): string {
  const told = `${Number(event['toldApart'])} of ${Number(event['faults'])} planted faults`;
  return `Answers were run on ${Number(event['inputs'])} inputs of ${String(event['what'])}, which tell ${told}.`;
}

/** Returns why they were not run, in one sentence. */
export function noProbesSentence(event: JournalEvent): string {
  return `Answers are not compared by their behaviour: ${String(event['reason'])}.`;
}

/** Returns `same behaviour on 12 inputs`. */
export function sameBehaviour({ inputs }: Pick<MergedClasses, 'inputs'>): string {
  return `same behaviour on ${inputs} inputs`;
}

/** Returns a class in one line; of a merged one it is said what its answers have in common. */
export function classSummary(sample: SampleRecord | undefined, merged: MergedClasses | undefined): string {
  const summary = sample?.summary ?? '';
  if (merged === undefined || sample?.tiers[BEHAVIOUR_TIER] === undefined) return summary;
  return `${summary} (${sameBehaviour(merged)})`;
}
