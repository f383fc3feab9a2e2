import { expect, it } from 'vitest';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import { applyEntry } from './session-view.ts';
import { stepSummary } from './step-summary.ts';
import { drawnView } from './testing/view-of.ts';

const verification = (verdict: string) => ({
  ...{ verdict, summary: 'breaks csv › plain', promised: [], broken: [], fixed: [], kept: 0 },
  ...{ durationMs: 1, output: '', seen: [], on: 't' },
});

it('votes for a class that fails its check are shown as thrown away, with the reason, and totals agree', () => {
  const view = drawnView('1');
  let seq = 0;
  const apply = (event: object): void => {
    seq += 1;
    applyEntry(view, { seq, at: seq, event: { step: '1', ...event } as unknown as JournalEntry['event'] });
  };
  for (const [index, key] of ['ka', 'kb', 'ka'].entries()) {
    const sample = {
      ...{ race: 'answer', index, attempt: 0, outcome: 'valid', key, tiers: {}, summary: key, size: 1 },
      ...{ needsPerson: [], value: 'v', flags: [], raw: '', agent: '', model: '', finish: 'stop' },
      ...{ requestId: `${index}`, choice: 0, inputTokens: 0, outputTokens: 0, costUsd: 0, latencyMs: 0 },
    };
    apply({ type: 'sample-recorded', sample });
  }
  apply({ type: 'class-verified', key: 'ka', result: 'ra', verification: verification('failed') });
  apply({ type: 'class-verified', key: 'kb', result: 'rb', verification: verification('passed') });
  const step = stepSummary(view, view.steps.get('1')!);
  expect(step).toMatchObject({
    votes: [{ label: 'B', votes: 1 }],
    red_flags: [{ rule: 'verification', count: 2 }],
    valid_samples: 1,
  });
  expect(view.totals).toMatchObject({ samples: 3, valid: 1, flagged: 2 });
});
