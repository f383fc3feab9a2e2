import { describe, expect, it } from 'vitest';
import { answerOf, toyStep } from '../../../../test/support/toy-domain.ts';
import { toySession, type SessionSetup } from '../../../../test/support/toy-session.ts';
import type { Microagent, ProposeRequest } from '../../ports/microagent.ts';

/** Solves parts by their title, and what is put together from them by the script. */
function solver(script: readonly string[], asked: ProposeRequest[] = []): Microagent {
  return {
    name: 'by step',
    propose(request) {
      const { step, place } = request.evidence;
      if (place.parts !== undefined) asked.push(request);
      const whole = script[Math.min(request.sampleIndex, script.length - 1)] ?? '';
      return Promise.resolve(answerOf(place.parts === undefined ? step.title : whole, request));
    },
  };
}

function setup(script: readonly string[], asked: ProposeRequest[] = []): SessionSetup {
  return {
    agents: { solver: solver(script, asked) },
    plan: { steps: [toyStep('sum', 'c')] },
    world: { parts: { sum: { steps: [toyStep('a', 'a'), toyStep('b', 'b')] } } },
    settings: { minWords: 1 },
  };
}

describe('a result that is put together from those of its parts', () => {
  it('is asked for when they are done, voted on, verified and accepted', async () => {
    const asked: ProposeRequest[] = [];
    const s = toySession(setup(['c', 'd', 'c', 'c', 'c'], asked));
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(s.world).toMatchObject({ accepted: 'abc', verified: ['a', 'b', 'c'] });
    expect(asked.map(({ evidence }) => evidence.place.parts)).toEqual(
      Array.from({ length: asked.length }, () => [
        { title: 'a', state: 'done', summary: '+a' },
        { title: 'b', state: 'done', summary: '+b' },
      ]),
    );
    // Three for and one against: two more than the lead of three asks for.
    expect(asked).toHaveLength(5);
  });

  it('is tried again when verification refutes it, and is not that answer again', async () => {
    const s = toySession(setup(['d', 'd', 'd', 'd', 'c']));
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(s.world).toMatchObject({ accepted: 'abc', verified: ['a', 'b', 'd', 'c'] });
  });

  it('is never a plurality: undecided, nothing of it is applied', async () => {
    const s = toySession(setup(['c', 'd', 'c', 'd', 'c', 'd', 'c', 'd', 'e']));
    await s.run();
    expect(s.runner.state.status).toBe('paused');
    expect(s.world.accepted).toBe('ab');
    expect(s.gate()).toMatchObject([{ trigger: 'undecided' }]);
  });

  it('begins a race of its own after one that ended in a split', async () => {
    const s = toySession({
      ...setup(['c', 'd', 'c', 'd', 'c', 'd', 'c', 'd', 'e']),
      agents: {
        solver: {
          name: 'doubtful',
          propose: (request) => {
            const { step, place } = request.evidence;
            const alone = request.sampleIndex % 2 === 0 ? 'c' : 'd';
            return Promise.resolve(
              answerOf(step.title !== 'sum' ? step.title : place.parts === undefined ? alone : 'c', request),
            );
          },
        },
      },
      world: {
        split: { steps: [toyStep('a', 'a'), toyStep('b', 'b')] },
        composed: 'sum',
      },
    });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(s.world.accepted).toBe('abc');
  });

  it('comes to the same after a kill behind any event', async () => {
    const whole = toySession(setup(['c', 'd', 'c', 'c', 'c']));
    await whole.run();
    for (let cut = 1; cut < whole.entries.length; cut += 1) {
      const s = toySession(setup(['c', 'd', 'c', 'c', 'c']));
      await s.run();
      s.entries.length = cut;
      const resumed = await s.reopen();
      s.world.accepted = resumed.state.session.acceptedState ?? '';
      await resumed.resume();
      expect(resumed.state.status).toBe('completed');
      expect(s.world.accepted).toBe('abc');
    }
  });
});
