import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { answerOf, toyStep } from '../../../test/support/toy-domain.ts';
import { SETTINGS, toySession, type SessionSetup } from '../../../test/support/toy-session.ts';
import type { Microagent, ProposeRequest } from '../ports/microagent.ts';
import { quickRandom } from '../ports/random.ts';

type Session = ReturnType<typeof toySession>;

/** Says what the script says, some turns of the event loop later, and knows which steps it was asked for at once. */
function slowAgent(says: (stepId: string, index: number) => string) {
  const underWay: string[] = [];
  const together: string[][] = [];
  const solver: Microagent = {
    name: 'slow',
    async propose(request: ProposeRequest) {
      underWay.push(request.stepId);
      together.push([...new Set(underWay)].sort());
      for (let turns = 0; turns < 5; turns += 1) await turn();
      underWay.splice(underWay.indexOf(request.stepId), 1);
      return answerOf(says(request.stepId, request.sampleIndex), request);
    },
  };
  return { solver, together };
}

const most = (together: readonly string[][]): number => Math.max(...together.map((steps) => steps.length));

/** What was decided of each step, whatever the order of the steps. */
const decisions = (s: Session) =>
  s.entries
    .map(({ event }) => event)
    .filter(({ type }) => type === 'vote-concluded')
    .map(({ step, winner, counts }) => ({ step, winner, counts }))
    .sort((a, b) => Number(a.step) - Number(b.step));

describe('independent steps', () => {
  const plan = { steps: Array.from({ length: 8 }, (_, at) => toyStep(`step ${at + 1}`)) };
  const settings = {
    roles: { ...SETTINGS.roles, solver: { samples: 40, k: 3, maxTokens: 100 } },
    humanLowMarginThreshold: 0,
    ask: 'never',
  } as const;
  const noisy = (step: string, index: number) => (quickRandom('noise', step, index).next() < 0.7 ? 'a' : 'b');

  it('are solved at the same time, as many as may, and come to what they come to one at a time', async () => {
    const ends = await Promise.all(
      [1, 4].map(async (maxConcurrentSteps) => {
        const { solver, together } = slowAgent(noisy);
        const s = toySession({ plan, agents: { solver }, settings, maxConcurrentSteps });
        await s.run();
        expect(s.runner.state.status).toBe('completed');
        return { decisions: decisions(s), together: most(together), world: [...s.world.accepted].sort() };
      }),
    );
    expect(ends.map(({ together }) => together)).toEqual([1, 4]);
    expect(ends[0]?.decisions.some(({ counts }) => Object.keys(counts as object).length > 1)).toBe(true);
    expect(ends[1]).toMatchObject({ decisions: ends[0]?.decisions, world: ends[0]?.world });
  });

  it('are all let go of when the session is stopped, and nothing of them is recorded any more', async () => {
    let waiting = 0;
    let aborted = 0;
    const solver: Microagent = {
      name: 'never answers',
      propose: (_request, signal) =>
        new Promise((_resolve, reject) => {
          waiting += 1;
          signal.addEventListener('abort', () => {
            aborted += 1;
            reject(new Error('stopped'));
          });
        }),
    };
    const s = toySession({ plan, agents: { solver }, settings, maxConcurrentSteps: 3 });
    const rest = s.run();
    while (waiting < 9) await turn();
    await s.runner.stop('Stopped by a person.');
    await rest;
    expect([waiting, aborted]).toEqual([9, 9]);
    expect(s.runner.state).toMatchObject({ status: 'paused', summary: 'Stopped by a person.' });
    expect(s.types().at(-1)).toBe('session-paused');
    expect(s.types()).not.toContain('sample-recorded');
  });

  it('spend together no more calls than the budget has, and all that it has for whole batches', async () => {
    const { solver, together } = slowAgent(() => 'a');
    const s = toySession({ plan, agents: { solver }, settings, limits: { calls: 8 }, maxConcurrentSteps: 4 });
    await s.run();
    expect(together).toHaveLength(6);
    expect(new Set(s.gate().map(({ trigger }) => trigger))).toEqual(new Set(['budget']));
    const next = await s.reopen();
    expect(next.state.spent['calls']).toBe(6);
  });

  it('count a call against the budget once: as asked for, and then as recorded', async () => {
    const asked: string[] = [];
    const solver: Microagent = {
      name: 'one answer comes late',
      async propose(request) {
        asked.push(request.stepId);
        const isLate = request.stepId === '1' && request.sampleIndex === 2;
        for (let turns = 0; isLate && turns < 200; turns += 1) await turn();
        const says = request.stepId === '2' ? (['a', 'b', 'a', 'a', 'a'][request.sampleIndex] ?? '') : 'a';
        return answerOf(says, request);
      },
    };
    const two = { steps: plan.steps.slice(0, 2) };
    const s = toySession({
      plan: two,
      agents: { solver },
      settings,
      limits: { calls: 8 },
      maxConcurrentSteps: 2,
    });
    await s.run();
    expect(asked.map(Number)).toEqual([1, 1, 1, 2, 2, 2, 2, 2]);
    expect(s.gate()).toEqual([]);
  });
});

describe('dependent steps', () => {
  it('are never solved together with what they depend on', async () => {
    const plan = {
      steps: [
        toyStep('1'),
        toyStep('2', '', { dependsOn: [0] }),
        toyStep('3', '', { dependsOn: [0] }),
        toyStep('4', '', { dependsOn: [1, 2] }),
        toyStep('5'),
      ],
    };
    const { solver, together } = slowAgent(() => 'a');
    const s = toySession({ plan, agents: { solver }, settings: { ask: 'never' }, maxConcurrentSteps: 5 });
    await s.run();
    expect(s.runner.state.totals.done).toBe(6);
    const pairs = ['12', '13', '14', '24', '34'].map((pair) => [...pair]);
    for (const pair of pairs) {
      expect(together.filter((steps) => pair.every((step) => steps.includes(step)))).toEqual([]);
    }
    expect(together.some((steps) => steps.includes('2') && steps.includes('3'))).toBe(true);
  });
});

describe.each([1, 2, 4])('a step that waits for a person, %i at a time', (maxConcurrentSteps) => {
  const plan = {
    steps: [
      toyStep('waits', 'a'),
      toyStep('independent', 'b'),
      toyStep('after the one that waits', 'c', { dependsOn: [0] }),
      toyStep('after the independent one', 'd', { dependsOn: [1] }),
    ],
  };
  const DOUBTFUL = ['a', 'x', 'a', 'x', 'a', 'a', 'a'];
  const TORN = ['a', 'x'];
  const setup = (first: readonly string[], more: Partial<SessionSetup> = {}): SessionSetup => {
    const { solver } = slowAgent((step, index) => {
      if (step === '1') return first[index % first.length] ?? '';
      return { '2': 'b', '3': 'c', '4': 'd' }[step] ?? '';
    });
    return { plan, agents: { solver }, maxConcurrentSteps, ...more };
  };

  it.each([
    ['low-margin', DOUBTFUL],
    ['undecided', TORN],
  ])('because of %s holds up none that does not depend on it', async (trigger, first) => {
    const s = toySession(setup(first));
    await s.run();
    const { state } = s.runner;
    expect(state.status).toBe('paused');
    expect([...state.waiting]).toEqual(['1']);
    expect(state.steps.get('1')?.gate?.trigger).toBe(trigger);
    expect([...s.world.accepted].sort().join('')).toBe('bd');
    expect(state.steps.get('3')?.status).toBe('blocked');
    expect(s.delivered).toEqual([]);
  });

  it('after a doubtful race is verified anew on what was accepted meanwhile, once a person has said yes', async () => {
    const s = toySession(setup(DOUBTFUL));
    await s.run();
    const before = s.world.verified.filter((letter) => letter === 'a').length;
    const next = await s.reopen();
    next.decide('1', { kind: 'approve' });
    await next.resume();
    expect(next.state.status).toBe('completed');
    expect(s.world.verified.filter((letter) => letter === 'a').length).toBe(before + 1);
    expect(s.world.accepted).toMatch(/^bdac$/);
  });

  it('is answered while the others run, and goes on without a pause', async () => {
    const s = toySession({
      ...setup(DOUBTFUL),
      world: { slowToAccept: true },
    });
    const rest = s.run();
    while (!s.runner.state.waiting.has('1')) await turn();
    s.runner.decide('1', { kind: 'approve' });
    await rest;
    expect(s.runner.state.status).toBe('completed');
    expect(s.types()).not.toContain('session-paused');
    expect([...s.world.accepted].sort().join('')).toBe('abcd');
  });

  it('does not keep an undecided one from its turn after the others', async () => {
    const { solver } = slowAgent((step, index) => {
      if (step === '1') return DOUBTFUL[index] ?? 'a';
      return TORN[index % 2] ?? '';
    });
    const two = { steps: [toyStep('doubtful', 'a'), toyStep('undecided', 'b')] };
    const s = toySession({ plan: two, agents: { solver }, maxConcurrentSteps });
    await s.run();
    const triggers = [...s.runner.state.waiting].map((id) => s.runner.state.steps.get(id)?.gate?.trigger);
    expect(triggers.sort()).toEqual(['low-margin', 'undecided']);
    expect(s.types()).toContain('step-deferred');
  });
});
