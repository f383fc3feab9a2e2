import { FLAGGED, votedKey, type RaceFacts } from './race-facts.ts';
import type { SampleRecord } from './sample-record.ts';

/** What the race's event or its session says of all samples together. */
export interface RaceOrigin {
  readonly agent: string;
  readonly model: string;
  /** Tokens of the whole race; shared out evenly. */
  readonly tokens: number;
}

/** Returns the samples of a race that was decided at once, as if each had been recorded; their answers were not kept. */
export function expandRace(race: RaceFacts, { agent, model, tokens }: RaceOrigin): SampleRecord[] {
  const marks = [...race.order];
  const share = Math.floor(tokens / Math.max(1, marks.length));
  return marks.map((mark, index) => ({
    race: 'answer',
    index,
    attempt: 0,
    ...judged(race, mark, index),
    tiers: {},
    size: 0,
    needsPerson: [],
    value: '',
    raw: '',
    agent,
    model,
    finish: 'stop',
    requestId: `race:${index}`,
    choice: 0,
    inputTokens: 0,
    outputTokens: index === 0 ? tokens - share * (marks.length - 1) : share,
    costUsd: null,
    latencyMs: 0,
  }));
}

function judged(
  race: RaceFacts,
  mark: string,
  index: number,
): Pick<SampleRecord, 'outcome' | 'key' | 'summary' | 'flags'> {
  const key = votedKey(race, mark);
  if (key !== undefined) return { outcome: 'valid', key, summary: key, flags: [] };
  if (mark !== FLAGGED) return { outcome: 'no-answer', key: '', summary: '', flags: [] };
  const flags = (race.flags ?? [])
    .filter(({ at }) => at === index)
    .map(({ rule, reason }) => ({ rule, reason }));
  return { outcome: 'flagged', key: '', summary: flags[0]?.reason ?? '', flags };
}
