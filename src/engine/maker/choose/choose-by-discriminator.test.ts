import { describe, expect, it } from 'vitest';
import { answerOf, scriptedAgent, toyStep } from '../../../../test/support/toy-domain.ts';
import { toySession } from '../../../../test/support/toy-session.ts';
import type { Microagent, ProposeRequest } from '../../ports/microagent.ts';

/** Chooses by what the options say; remembers what it was asked. */
function chooser(choice: (request: ProposeRequest) => string, calls: ProposeRequest[] = []): Microagent {
  return {
    name: 'chooser',
    propose(request) {
      calls.push(request);
      return Promise.resolve(answerOf(choice(request), request));
    },
  };
}

const placeOf = (option: string) => (request: ProposeRequest) =>
  JSON.stringify({ choice: (request.options ?? []).indexOf(option) + 1 });

/** A session of one step without a promise, whose answers only discriminators can tell apart. */
function session(script: readonly string[], discriminator: Microagent, settings = {}) {
  const calls: ProposeRequest[] = [];
  const agents = { solver: scriptedAgent(script, calls), solution_discriminator: discriminator };
  const plan = { steps: [toyStep('one')] };
  const s = toySession({ agents, plan, world: { chosen: true }, settings: { ask: 'never', ...settings } });
  return { ...s, solved: calls };
}

describe('where answers can not be compared', () => {
  it('2k − 1 of them are put before discriminators, who decide by a lead of k', async () => {
    const asked: ProposeRequest[] = [];
    const s = session(['a', 'b', 'c', 'a', 'b'], chooser(placeOf('+b'), asked));
    await s.run();
    expect(s.solved).toHaveLength(5);
    expect(asked).toHaveLength(3);
    expect(asked.every(({ role }) => role === 'solution_discriminator')).toBe(true);
    expect([...(asked[0]?.options ?? [])].sort()).toEqual(['+a', '+b', '+c']);
    expect(s.delivered).toEqual(['b']);
  });

  it('a vote counts for the answer it names, in the order that this vote was shown', async () => {
    const asked: ProposeRequest[] = [];
    const s = session(['a', 'b', 'c', 'd', 'e'], chooser(placeOf('+c'), asked));
    await s.run();
    const orders = new Set(asked.map(({ options }) => options?.join()));
    expect(orders.size).toBeGreaterThan(1);
    expect(s.delivered).toEqual(['c']);
  });

  it('a liking for the first place decides nothing: the step waits, and nothing is applied', async () => {
    const s = session(
      ['a', 'b', 'c', 'd', 'e'],
      chooser(() => '{"choice": 1}'),
    );
    await s.run();
    expect(s.gate().at(-1)?.trigger).toBe('undecided');
    expect(s.world).toMatchObject({ accepted: '', verified: [] });
  });

  it('answers that are the same are one option, and one option is not put to the vote', async () => {
    const asked: ProposeRequest[] = [];
    const s = session(
      ['a'],
      chooser(() => 'never asked', asked),
    );
    await s.run();
    expect(asked).toEqual([]);
    expect(s.delivered).toEqual(['a']);
  });

  it('a choice out of range or in no form is a red flag and no vote', async () => {
    const silly = ['9', 'the second one', '{"choice": 0}'];
    const s = session(
      ['a', 'b'],
      chooser((request) => silly[request.sampleIndex] ?? placeOf('+a')(request)),
    );
    await s.run();
    const flags = s.entries.flatMap(({ event }) =>
      event.type === 'sample-recorded' ? ((event['sample'] as never)['flags'] as { rule: string }[]) : [],
    );
    expect(flags.map(({ rule }) => rule)).toEqual(['choice-range', 'choice-format', 'choice-range']);
    expect(s.delivered).toEqual(['a']);
  });

  it('what a person rejects is not proposed again, and a new race begins', async () => {
    const preferred = chooser((request) =>
      placeOf(request.options?.includes('+p') === true ? '+p' : '+c')(request),
    );
    const script = ['p', 'a', 'b', 'p', 'a', 'c', 'a', 'p', 'c', 'a', 'b', 'c'];
    const s = session(script, preferred);
    await s.run();
    expect(s.gate()[0]?.trigger).toBe('protected');
    s.runner.decide('1', { kind: 'reject', comment: 'not that' });
    const next = await s.reopen();
    await next.resume();
    expect(s.delivered).toEqual(['c']);
  });

  it('nobody to choose among them is said, and nothing is applied', async () => {
    const agents = { solver: scriptedAgent(['a', 'b']) };
    const s = toySession({ agents, plan: { steps: [toyStep('one')] }, world: { chosen: true } });
    await s.run();
    expect(s.gate()[0]).toMatchObject({ trigger: 'agent' });
    expect(s.world.accepted).toBe('');
  });

  it('too many red flags among the proposals end the asking', async () => {
    const s = session(['a', 'XX'], chooser(placeOf('+a')));
    await s.run();
    expect(s.gate().at(-1)).toMatchObject({ trigger: 'no-answer' });
    expect(s.world.accepted).toBe('');
  });

  it('shows a person how doubtful the choice was, not how many different answers there were', async () => {
    const s = session(['a', 'b', 'c', 'd', 'e'], chooser(placeOf('+d')), { ask: 'never' });
    await s.run();
    expect(s.gate()).toEqual([]);
    const split = session(
      ['a', 'b', 'c', 'd', 'e'],
      chooser((request) => placeOf(request.sampleIndex < 2 ? '+a' : '+d')(request)),
    );
    await split.run();
    expect(split.gate()[0]).toMatchObject({
      trigger: 'low-margin',
      details: '2 of 7 votes were for something else.',
    });
  });
});
