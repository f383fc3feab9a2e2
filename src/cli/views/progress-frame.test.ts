import pc from 'picocolors';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { ServiceEvent } from '../../protocol/event.ts';
import { advance } from '../live/advance.ts';
import { emptyLiveState, type LiveState } from '../live/live-state.ts';
import { SESSION_ID, sampleEvent } from '../testing/protocol-samples.ts';
import { progressFrame } from './progress-frame.ts';

const paint = pc.createColors(false);

function after(...events: readonly ServiceEvent[]): LiveState {
  return events.reduce(advance, emptyLiveState(SESSION_ID, 'Fix the failing tests', 0));
}

function added(id: string, title: string): ServiceEvent {
  const place = { step_id: id, parent_id: null, depends_on: [], depth: 1, promise: ['t'] };
  return sampleEvent({ type: 'step-added', title, ...place });
}

function sampled(id: string, votes: Record<string, number>, flags = 0): ServiceEvent {
  return sampleEvent({
    type: 'sample-recorded',
    step_id: id,
    index: 0,
    agent: 'llm',
    model: 'gpt-5-mini',
    outcome: flags > 0 ? 'flagged' : 'valid',
    class: 'A',
    flags: Array.from({ length: flags }, () => ({ rule: 'too-long', reason: 'It is too long.' })),
    input_tokens: 1000,
    output_tokens: 100,
    cost_usd: 0.001,
    votes,
    k: 3,
  });
}

const EVENTS = [
  sampleEvent({
    type: 'session-started',
    prompt: 'Fix the failing tests',
    domain: 'code',
    repo_path: '/r',
    provider: 'openai',
    model: 'gpt-5-mini',
  }),
  added('1', 'totals rounds half up'),
  added('2', 'csv keeps quotes'),
  added('3', 'dates stay in UTC'),
  sampleEvent({ type: 'candidate-accepted', step_id: '1', summary: 'src/totals.js +1 −1' }),
  sampleEvent({ type: 'step-state', step_id: '2', state: 'working', phase: 'sampling' }),
  sampled('2', {}, 1),
  sampled('2', { A: 2, B: 1 }),
  sampleEvent({ type: 'warning', message: 'flaky: dates › now' }),
];

describe('the live display', () => {
  it('shows prompt, provider, totals, the plan and the running race', () => {
    expect(progressFrame(after(...EVENTS), { paint, width: 100, height: 20, now: 62_000 })).toEqual([
      'microfactory  Fix the failing tests',
      'openai gpt-5-mini · ahead by 3 · 1:02 · 2 samples · ⚑ 1 · 2.2k tokens · $0.0020',
      '',
      '✓ totals rounds half up                             src/totals.js +1 −1',
      '◐ csv keeps quotes                                  A ▇▇ 2  B ▇ 1  lead 1 of 3  ⚑ 1',
      '○ dates stay in UTC',
      '',
      '! flaky: dates › now',
    ]);
  });

  it('is never higher or wider than the terminal, however long the plan', () => {
    const many = Array.from({ length: 200 }, (_, index) => added(`m${index}`, `step 東京 ${'x'.repeat(90)}`));
    const state = after(...EVENTS, ...many);
    for (const height of [1, 2, 5, 12, 40]) {
      for (const width of [20, 44, 100]) {
        const frame = progressFrame(state, { paint, width, height, now: 0 });
        expect(frame.length).toBeLessThanOrEqual(height);
        for (const line of frame) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      }
    }
  });

  it('shows an unknown price as unknown, not as 0', () => {
    const unpriced = {
      ...(sampled('2', { A: 1 }) as Extract<ServiceEvent, { type: 'sample-recorded' }>),
      cost_usd: null,
    };
    const frame = progressFrame(after(...EVENTS, unpriced, sampled('2', { A: 2 })), {
      paint,
      width: 100,
      height: 9,
      now: 0,
    });
    expect(frame[1]).toContain('cost unknown');
  });

  it('lets no title break out of its line', () => {
    const frame = progressFrame(after(added('1', 'a\nb\u001b[2J')), { paint, width: 100, height: 9, now: 0 });
    expect(frame).toContain('○ a b‹U+001B›[2J');
  });
});
