import { expect, it } from 'vitest';
import { scriptedAgent, toyStep } from '../../../../test/support/toy-domain.ts';
import { SETTINGS, toySession } from '../../../../test/support/toy-session.ts';
import type { ProposeRequest } from '../../ports/microagent.ts';
import type { Critic, RedFlagRules } from './red-flag-rules.ts';

const COST = { inputTokens: 10, outputTokens: 2, costUsd: 0.5 };

/** Rules whose critic looks over the solver's answers with so many calls each, and flags `bad` ones. */
function rulesWith(calls: number, bad = ''): RedFlagRules {
  const look: Critic = ({ text }) => {
    const flags = text === bad ? [{ rule: 'llm-critique', reason: 'It is bad.' }] : [];
    return Promise.resolve({ ...COST, flags, calls });
  };
  const critic = Object.assign(look, { calls });
  return { ofAnswer: () => [], critic: (role) => (role === 'solver' ? critic : undefined), stageOf: () => 0 };
}

const settings = { roles: { ...SETTINGS.roles, solver: { samples: 9, k: 3, maxTokens: 100 } } };

it('a critique costs calls, tokens and money of the session, with the sample that it is about', async () => {
  const s = toySession({ script: ['b', 'a'], redFlags: rulesWith(1, 'b'), settings });
  await s.run();
  expect(s.runner.state.status).toBe('completed');
  const samples = s.entries.filter(({ event }) => event.type === 'sample-recorded').map(({ event }) => event);
  expect(samples[0]).toMatchObject({
    sample: {
      outcome: 'flagged',
      flags: [{ rule: 'llm-critique' }],
      critiques: 1,
      inputTokens: 11,
      outputTokens: 3,
    },
    spend: { calls: 2, tokens: 14 },
  });
  expect(samples).toHaveLength(4);
  expect(s.runner.state.spent).toMatchObject({ calls: 8, tokens: 56 });
});

it.each([
  ['is asked where answers and critiques fit into the limit', 1, 6, 3],
  ['is not asked where only the answers would', 1, 5, 0],
  ['counts each of two critics', 2, 8, 0],
  ['counts each of two critics, and no more', 2, 9, 3],
])('a batch %s', async (_what, perAnswer, calls, expected) => {
  const asked: ProposeRequest[] = [];
  const s = toySession({
    agents: { solver: scriptedAgent(['a'], asked) },
    redFlags: rulesWith(perAnswer),
    plan: { steps: [toyStep('one', 'a')] },
    limits: { calls },
    settings,
  });
  await s.run();
  expect(asked).toHaveLength(expected);
  expect(s.runner.state.spent['calls'] ?? 0).toBeLessThanOrEqual(calls);
  if (expected === 0) expect(s.gate()).toMatchObject([{ trigger: 'budget' }]);
  else expect(s.runner.state.status).toBe('completed');
});
