import type { SampleRecord } from '../../engine/maker/sample/sample-record.ts';
import type { VoteExplanation } from '../../protocol/explanation.ts';

/** Returns which models gave the answers of each class, most votes first; nothing where one model gave all. */
export function classModels(
  valid: readonly SampleRecord[],
  labelOf: (key: string) => string,
): Pick<VoteExplanation, 'models'> {
  if (new Set(valid.map(({ model }) => model)).size < 2) return {};
  const keys = [...new Set(valid.map(({ key }) => key))];
  return { models: keys.map((key) => ({ label: labelOf(key), votes: votesOf(valid, key) })) };
}

function votesOf(valid: readonly SampleRecord[], key: string) {
  const votes = new Map<string, number>();
  for (const sample of valid)
    if (sample.key === key) votes.set(sample.model, (votes.get(sample.model) ?? 0) + 1);
  return [...votes].map(([model, count]) => ({ model, count })).sort((a, b) => b.count - a.count);
}
