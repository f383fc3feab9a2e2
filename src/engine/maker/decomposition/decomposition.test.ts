import { describe, expect, it } from 'vitest';
import { scriptedAgent, toyStep } from '../../../../test/support/toy-domain.ts';
import { toySession, type SessionSetup } from '../../../../test/support/toy-session.ts';
import { foldDecomposition, noDecomposition, shareSplit } from './fold-decomposition.ts';

const agents = { solver: scriptedAgent(['a']), decomposition: scriptedAgent([]) };
const wholes = { world: { parts: { sum: { steps: [toyStep('a', 'a'), toyStep('a', 'a')] } } } };

async function ranWith(setup: SessionSetup) {
  const s = toySession({ agents, settings: { minWords: 1 }, ...setup });
  await s.run();
  const alarms = s.entries.filter(({ event }) => event.type === 'nothing-decomposed');
  return { s, alarms: alarms.map(({ event }) => event), metric: s.runner.state.session.decomposition };
}

describe('the share of steps that are split', () => {
  it('is 0, with an alarm, when the plan is one step', async () => {
    const { alarms, metric } = await ranWith({});
    expect(alarms).toEqual([{ type: 'nothing-decomposed', step: 'task', steps: 2 }]);
    expect(metric).toEqual({ steps: 2, split: 0, noticed: true });
    expect(shareSplit(metric)).toBe(0);
  });

  it('counts the task and each step that became several, without an alarm', async () => {
    const flat = await ranWith({ plan: { steps: [toyStep('one', 'a'), toyStep('two', 'a')] } });
    expect(flat.alarms).toEqual([]);
    expect(flat.metric).toEqual({ steps: 3, split: 1, noticed: false });
    const deep = await ranWith({ ...wholes, plan: { steps: [toyStep('sum', 'a')] } });
    expect(deep.alarms).toEqual([]);
    expect(deep.metric).toEqual({ steps: 4, split: 1, noticed: false });
    expect(shareSplit(deep.metric)).toBe(0.25);
  });

  it('raises no alarm where no agent was to split, nor where steps come one after the other', async () => {
    expect((await ranWith({ agents: { solver: scriptedAgent(['a']) } })).alarms).toEqual([]);
    const lazy = await ranWith({ word: 'aaa' });
    expect(lazy.alarms).toEqual([]);
    expect(lazy.metric).toEqual({ steps: 4, split: 1, noticed: false });
  });

  it('is the same, and alarmed once, after a kill at any event', async () => {
    const whole = await ranWith({});
    for (let cut = 1; cut < whole.s.entries.length; cut += 1) {
      const { s } = await ranWith({});
      s.entries.length = cut;
      const next = await s.reopen();
      s.world.accepted = next.state.session.acceptedState ?? '';
      await next.resume();
      expect(next.state.session.decomposition, `cut at ${cut}`).toEqual(whole.metric);
      const alarms = s.entries.filter(({ event }) => event.type === 'nothing-decomposed');
      expect(alarms, `cut at ${cut}`).toHaveLength(1);
    }
  });

  it('is 0 before anything was planned', () => {
    const state = noDecomposition();
    foldDecomposition(state, { type: 'node-finished', step: 'x' });
    expect(shareSplit(state)).toBe(0);
  });
});
