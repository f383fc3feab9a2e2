import { describe, expect, it } from 'vitest';
import { answerOf, toyStep } from '../../../../test/support/toy-domain.ts';
import { toySession } from '../../../../test/support/toy-session.ts';
import type { Microagent, ProposeRequest } from '../../ports/microagent.ts';
import type { Candidate } from '../candidate.ts';
import { ROOT_STEP } from '../maker-state.ts';
import type { BehaviourProbing } from './behaviour-probing.ts';

/** What letters come to when they are run; `z` changes something else besides, `u` is not the same twice. */
const BEHAVIOUR: Readonly<Record<string, string>> = {
  a: 'same',
  b: 'same',
  c: 'same',
  d: 'other',
  z: 'same',
};

interface Setup {
  readonly letters: string;
  readonly replies?: readonly string[];
  readonly isOn?: boolean;
  /** Why the probes are no good. */
  readonly refusal?: string;
  readonly ask?: 'every' | 'never';
}

/** A step without a promise, so that all letters hold; `letters` are its votes, the last one repeats. */
function contested({ letters, replies = ['f(1)'], isOn = true, refusal, ask = 'never' }: Setup) {
  const did: string[] = [];
  const asked: ProposeRequest[] = [];
  const probes: Microagent = {
    name: 'probes',
    propose: (request) => {
      asked.push(request);
      return Promise.resolve(answerOf(replies[request.sampleIndex] ?? '', request));
    },
  };
  const solver: Microagent = {
    name: 'letters',
    probes,
    propose: (request) =>
      Promise.resolve(answerOf(letters[request.sampleIndex] ?? letters.at(-1) ?? '', request)),
  };
  const letterOf = ({ payload }: Candidate): string => String(payload);
  const behaviour: BehaviourProbing = {
    isOn: () => isOn,
    read: (text) =>
      Promise.resolve(
        text === 'f(1)'
          ? { ok: true, value: text }
          : { ok: false, flags: [{ rule: 'format', reason: 'It is no call.' }] },
      ),
    elsewhere: (candidate) => Promise.resolve(letterOf(candidate) === 'z' ? 'more' : 'nothing'),
    check: (set) => {
      did.push('check');
      return Promise.resolve(
        refusal === undefined
          ? { ok: true, probes: set, inputs: 9, what: 'f', faults: 5, toldApart: 4 }
          : { ok: false, reason: refusal },
      );
    },
    keyOf: (candidate) => {
      did.push(letterOf(candidate));
      const key = BEHAVIOUR[letterOf(candidate)];
      return Promise.resolve(key === undefined ? { ok: false, reason: 'unsteady' } : { ok: true, key });
    },
  };
  const session = toySession({
    plan: { steps: [toyStep('one')] },
    agents: { solver },
    world: { verifiesClasses: true, behaviour },
    settings: {
      ask,
      humanLowMarginThreshold: 0,
      escalation: { rungs: ['person'], doubtful: false, repeats: 0 },
    },
  });
  const events = (type: string) =>
    session.entries.map(({ event }) => event).filter((event) => event.type === type);
  return { session, events, did, asked };
}

describe('classes of a contested race that behave alike', () => {
  it('count as one: three spellings of one answer decide the step by their votes together', async () => {
    const { session, events, did, asked } = contested({ letters: 'abcabcabc' });
    await session.run();
    expect(events('classes-merged')).toMatchObject([{ inputs: 9, classes: [['a', 'b', 'c']] }]);
    expect(events('vote-concluded')).toMatchObject([
      { decided: true, winner: 'a', counts: { a: 3 }, dissent: 0 },
    ]);
    expect(session.world.accepted).toBe('a');
    expect(asked).toHaveLength(1);
    expect(did.toSorted()).toEqual(['a', 'b', 'c', 'check']);
  });

  it('have later votes count with the others', async () => {
    const { session, events, did } = contested({ letters: 'adbbb' });
    await session.run();
    expect(events('classes-merged')).toMatchObject([{ classes: [['a', 'b']] }]);
    expect(events('vote-concluded')).toMatchObject([{ winner: 'a', counts: { a: 4, d: 1 } }]);
    expect(did.toSorted()).toEqual(['a', 'b', 'check', 'd']);
  });

  it('are told of no answer: the request shows neither candidates nor what earlier ones led to', async () => {
    const { session, asked } = contested({ letters: 'ab' });
    await session.run();
    expect(asked[0]?.options).toBeUndefined();
    expect(asked[0]?.evidence.feedback).toEqual([]);
  });

  it('stay rivals where one input shows a difference', async () => {
    const { session, events } = contested({ letters: 'adadadad' });
    await session.run();
    expect(events('class-behaved').map(({ key, behaviour }) => [key, behaviour])).toEqual([
      ['a', 'same'],
      ['d', 'other'],
    ]);
    expect(events('classes-merged')).toEqual([]);
    expect(events('vote-concluded')[0]).toMatchObject({ decided: false });
  });

  it.each([
    ['one changes something else besides', 'azazazaz', []],
    ['one is not the same from run to run', 'auauauau', ['a', 'check', 'u']],
  ])('stay rivals where %s', async (_what, letters, ran) => {
    const { session, events, did } = contested({ letters });
    await session.run();
    expect(did.toSorted()).toEqual(ran);
    expect(events('classes-merged')).toEqual([]);
    expect(events('vote-concluded')[0]).toMatchObject({ decided: false });
  });

  it.each([
    ['are refused', { refusal: 'the inputs tell only 1 of 9 planted faults' }, ['check'], 1],
    ['are misread', { replies: ['words', 'more words'] }, [], 2],
    ['are switched off', { isOn: false }, [], 0],
  ])('stay rivals where probes %s, and nobody is asked again', async (_what, setup, ran, calls) => {
    const { session, events, did, asked } = contested({ letters: 'ababababa', ...setup });
    await session.run();
    expect(did).toEqual(ran);
    expect(asked).toHaveLength(calls);
    expect(events('probes-asked')).toHaveLength(calls);
    expect(events('probes-refused')).toHaveLength(calls === 0 ? 0 : 1);
    expect(events('vote-concluded')[0]).toMatchObject({ decided: false, counts: { a: 5, b: 4 } });
  });

  it('are neither asked about nor run where nothing competes', async () => {
    const { session, did, asked } = contested({ letters: 'aaa' });
    await session.run();
    expect([did, asked]).toEqual([[], []]);
    expect(session.world.accepted).toBe('a');
  });

  it('are rejected together by a person who rejects one', async () => {
    const { session, events } = contested({ letters: 'abcbcbd', ask: 'every' });
    await session.run();
    session.runner.decide(ROOT_STEP, { kind: 'approve' });
    await session.runner.resume();
    session.runner.decide('1', { kind: 'reject', comment: 'no' });
    await session.runner.resume();
    const later = events('sample-recorded')
      .map(
        ({ sample }) => sample as unknown as { attempt: number; outcome: string; flags: { rule: string }[] },
      )
      .filter(({ attempt }) => attempt === 1);
    expect(later.map(({ outcome, flags }) => flags[0]?.rule ?? outcome)).toEqual([
      ...['known-to-fail', 'known-to-fail', 'known-to-fail'],
      ...['valid', 'valid', 'valid'],
    ]);
  });

  it('come to the same decision, asked and run once, when the run is killed anywhere and goes on', async () => {
    const whole = contested({ letters: 'abcabdab' });
    await whole.session.run();
    for (let cut = 1; cut < whole.session.entries.length; cut += 1) {
      const { session, events, did, asked } = contested({ letters: 'abcabdab' });
      await session.run();
      session.entries.length = cut;
      const known = [events('probes-asked').length, ...events('class-behaved').map(({ key }) => String(key))];
      did.length = 0;
      asked.length = 0;
      const next = await session.reopen();
      session.world.accepted = next.state.session.acceptedState ?? '';
      await next.resume();
      const at = `cut at ${cut}`;
      expect(session.world.accepted, at).toBe(whole.session.world.accepted);
      expect(events('probes-asked'), at).toHaveLength(1);
      expect(asked.length + Number(known[0]), at).toBe(1);
      expect(
        did.filter((each) => known.includes(each)),
        at,
      ).toEqual([]);
      expect(events('vote-concluded').at(-1), at).toMatchObject({ winner: 'a', counts: { a: 3 } });
      expect(events('classes-merged'), at).toHaveLength(1);
    }
  });
});
