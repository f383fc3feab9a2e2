import { describe, expect, it } from 'vitest';
import { agentAtOnce, scriptedAgent, toyStep } from '../../../../test/support/toy-domain.ts';
import { SETTINGS, toySession } from '../../../../test/support/toy-session.ts';
import type { JournalEvent } from '../../ports/journal.ts';
import { raceFactsOf } from '../sample/race-facts.ts';
import type { RaceName } from '../sample/sample-record.ts';
import { foldRedFlags, noRedFlags, type RedFlagState } from './fold-red-flags.ts';
import { nearlyAll, ruleShares } from './rule-shares.ts';

const STAGES = ['text', 'form', 'change'];
const stageOf = (rule: string): number => STAGES.findIndex((stage) => rule.startsWith(stage));

/** An answer that raised these rules' flags; none: a vote. */
function answer(rules: readonly string[] = [], race: RaceName = 'answer'): JournalEvent {
  const outcome = rules.length === 0 ? 'valid' : 'flagged';
  return {
    type: 'sample-recorded',
    sample: { race, outcome, flags: rules.map((rule) => ({ rule, reason: '' })) },
  };
}

function folded(...events: readonly JournalEvent[]): RedFlagState {
  const state = noRedFlags();
  for (const event of events) foldRedFlags(state, event);
  return state;
}

const times = (count: number, event: JournalEvent): JournalEvent[] =>
  Array.from({ length: count }, () => event);

describe('what each rule of red flags did', () => {
  it('counts what earlier rules threw away as never asked, and each answer once a rule', () => {
    const state = folded(
      ...times(5, answer()),
      ...times(4, answer(['text'])),
      ...times(2, answer(['form', 'form', 'form-two'])),
      answer(['change']),
    );
    expect(ruleShares(state, stageOf)).toEqual([
      { rule: 'text', role: 'solver', asked: 12, flagged: 4 },
      { rule: 'form', role: 'solver', asked: 8, flagged: 2 },
      { rule: 'form-two', role: 'solver', asked: 8, flagged: 2 },
      { rule: 'change', role: 'solver', asked: 6, flagged: 1 },
    ]);
  });

  it('keeps the answers of roles apart, and leaves out those that were none', () => {
    const none = { type: 'sample-recorded', sample: { race: 'answer', outcome: 'no-answer', flags: [] } };
    const inputs = { type: 'inputs-asked', flags: [{ rule: 'form', reason: '' }] };
    const state = folded(answer(), answer(['text'], 'plan'), answer([], 'preference'), none, inputs);
    expect(ruleShares(state, stageOf)).toEqual([
      { rule: 'text', role: 'decomposition', asked: 1, flagged: 1 },
      { rule: 'form', role: 'solution_discriminator', asked: 2, flagged: 1 },
    ]);
  });

  it('does not grow with the answers, nor without end with rules that a domain names', () => {
    const counts = (state: RedFlagState) => state.roles.get('solver')?.rules.size;
    expect(counts(folded(...times(1000, answer(['text']))))).toBe(1);
    expect(counts(folded(...Array.from({ length: 1000 }, (_, at) => answer([`form ${at}`]))))).toBe(64);
  });
});

describe('a rule that flags nearly everything', () => {
  it('is found by the lower bound of its share, not by the share of a few answers', () => {
    expect(nearlyAll(folded(...times(12, answer(['form']))), stageOf)).toBeUndefined();
    expect(nearlyAll(folded(...times(13, answer(['form']))), stageOf)).toEqual({
      ...{ rule: 'form', role: 'solver', asked: 13, flagged: 13 },
    });
    const often = [...times(9, answer(['form'])), answer()];
    expect(nearlyAll(folded(...often), stageOf)).toBeUndefined();
    expect(nearlyAll(folded(...often, ...often, ...often, ...often, ...often), stageOf)?.flagged).toBe(45);
    expect(
      nearlyAll(folded(...times(800, answer(['form'])), ...times(200, answer())), stageOf),
    ).toBeUndefined();
  });

  it('is found by the share that the settings say: the smaller, the fewer answers are enough', () => {
    const all = (count: number) => folded(...times(count, answer(['form'])));
    expect(nearlyAll(all(3), stageOf, 0.5)).toBeUndefined();
    expect(nearlyAll(all(4), stageOf, 0.5)?.flagged).toBe(4);
    expect(nearlyAll(all(27), stageOf, 0.9)).toBeUndefined();
    expect(nearlyAll(all(28), stageOf, 0.9)?.flagged).toBe(28);
  });

  it('is found behind a rule that throws most away before it, and not where a later rule does', () => {
    const most = [...times(60, answer(['text'])), ...times(14, answer(['change']))];
    expect(nearlyAll(folded(...most), stageOf)?.rule).toBe('change');
    const later = [...times(14, answer(['text'])), ...times(30, answer(['change'])), ...times(10, answer())];
    expect(nearlyAll(folded(...later), stageOf)).toBeUndefined();
  });

  const noticed = (entries: readonly { readonly event: JournalEvent }[]) =>
    entries.map(({ event }) => event).filter(({ type }) => type === 'red-flags-noticed');
  const settings = {
    roles: { ...SETTINGS.roles, solver: { samples: 60, k: 3, maxTokens: 100 } },
    ...{ maxResamples: 40, humanRedFlagThreshold: 100, humanResampleThreshold: 100 },
    ask: 'never',
  } as const;
  const misread = [...Array.from({ length: 25 }, () => 'no letter'), 'a'];

  it('is said once with its numbers before anybody is asked, and is known after a kill', async () => {
    const agents = { solver: scriptedAgent(misread) };
    const plan = { steps: [toyStep('one', 'a'), toyStep('two', 'a')] };
    const s = toySession({ agents, settings, plan });
    await s.run();
    const [event, ...more] = noticed(s.entries);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ rule: 'format', role: 'solver', limit: 0.8 });
    expect(Number(event?.['asked'])).toBeGreaterThanOrEqual(13);
    expect(event?.['flagged']).toBe(event?.['asked']);
    const whole = s.runner.state.session.redFlags;
    expect((await s.reopen()).state.session.redFlags).toEqual(whole);

    const at = s.entries.findIndex(({ event: each }) => each.type === 'red-flags-noticed');
    s.entries.length = at + 1;
    const after = await s.reopen();
    await after.resume();
    expect(noticed(s.entries)).toHaveLength(1);
    // Killed between the answers and what is said of them: it is said when the session goes on.
    s.entries.length = at;
    const before = await s.reopen();
    expect(before.state.session.redFlags.noticed.size).toBe(0);
    await before.resume();
    expect(noticed(s.entries)).toEqual([event]);
  });

  it('is said at the share of the settings, which stands in what is said', async () => {
    const agents = { solver: scriptedAgent([...misread.slice(0, 10), 'a']) };
    const of = async (redFlagAlarmShare: number | undefined) => {
      const s = toySession({ agents, settings: { ...settings, redFlagAlarmShare } });
      await s.run();
      return noticed(s.entries);
    };
    expect(await of(undefined)).toEqual([]);
    expect(await of(0.5)).toMatchObject([{ rule: 'format', limit: 0.5 }]);
  });

  it('is said where races are decided at once, whose flags are counted too', async () => {
    const solver = agentAtOnce((_step, index) => (index < 28 ? 'no letter' : 'a'));
    const s = toySession({ word: 'aaa', agents: { solver }, settings });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(s.entries.filter(({ event }) => raceFactsOf(event) !== undefined)).toHaveLength(3);
    expect(noticed(s.entries)).toMatchObject([{ rule: 'format', asked: 62, flagged: 56 }]);
    expect(ruleShares(s.runner.state.session.redFlags, () => 0)).toEqual([
      { rule: 'format', role: 'solver', asked: 93, flagged: 84 },
    ]);
  });
});
