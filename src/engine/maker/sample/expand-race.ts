import { FLAGGED, votedKey, winnerOf, type RaceFacts } from './race-facts.ts';
import type { SampleRecord } from './sample-record.ts';

/** What the race's event or its session says of all samples together. */
export interface RaceOrigin {
  readonly agent: string;
  readonly model: string;
  /** What the winner's answer comes to, in one line. */
  readonly summary: string;
  /** Tokens of the whole race; shared out evenly. */
  readonly tokens: number;
  /** Dollars of the whole race. */
  readonly usd: number;
}

/** Returns the samples of a race that was decided at once, as if each had been recorded; their answers were not kept. */
export function expandRace(race: RaceFacts, origin: RaceOrigin): SampleRecord[] {
  const { agent, model, tokens, usd } = origin;
  const marks = [...race.order];
  const share = Math.floor(tokens / Math.max(1, marks.length));
  return marks.map((mark, index) => {
    const { outcome, key, summary, flags } = judged(race, mark, index, origin.summary);
    return {
      race: 'answer',
      index,
      attempt: 0,
      outcome,
      key,
      tiers: {},
      summary,
      size: 0,
      needsPerson: [],
      value: '',
      flags,
      raw: '',
      agent,
      model,
      finish: 'stop',
      requestId: `race:${index}`,
      choice: 0,
      inputTokens: 0,
      outputTokens: index === 0 ? tokens - share * (marks.length - 1) : share,
      costUsd: index === 0 ? usd : 0,
      latencyMs: 0,
    };
  });
}

type Judgement = Pick<SampleRecord, 'outcome' | 'key' | 'summary' | 'flags'>;

function judged(race: RaceFacts, mark: string, index: number, won: string): Judgement {
  const key = votedKey(race, mark);
  if (key !== undefined) {
    const summary = key === winnerOf(race) ? won : key;
    return { outcome: 'valid', key, summary, flags: [] };
  }
  if (mark !== FLAGGED) return { outcome: 'no-answer', key: '', summary: '', flags: [] };
  const flags = (race.flags ?? [])
    .filter(({ at }) => at === index)
    .map(({ rule, reason }) => ({ rule, reason }));
  return { outcome: 'flagged', key: '', summary: flags[0]?.reason ?? '', flags };
}
