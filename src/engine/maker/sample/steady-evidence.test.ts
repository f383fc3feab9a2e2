import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { answerOf, toyStep } from '../../../../test/support/toy-domain.ts';
import { toySession } from '../../../../test/support/toy-session.ts';
import type { Evidence } from '../evidence.ts';
import type { Microagent } from '../../ports/microagent.ts';

it('later samples of a race are shown what the first was, although another step has ended in the meantime', async () => {
  const shown: Evidence[] = [];
  const accepted = () => s.entries.filter(({ event }) => event.type === 'candidate-accepted').length;
  const solver: Microagent = {
    name: 'waits for the other step',
    async propose(request) {
      if (request.stepId === '1') return answerOf('a', request);
      shown.push(request.evidence);
      while (accepted() === 0) await turn();
      return answerOf(['b', 'c', 'b', 'b', 'b'][request.sampleIndex] ?? 'b', request);
    },
  };
  const plan = { steps: [toyStep('one'), toyStep('two')] };
  const s = toySession({ plan, agents: { solver }, maxConcurrentSteps: 2, settings: { ask: 'never' } });
  await s.run();
  expect(s.runner.state.status).toBe('completed');
  expect(shown.length).toBeGreaterThan(3);
  expect(new Set(shown.map(({ place }) => JSON.stringify(place))).size).toBe(1);
});

it('another attempt sees what became of the other steps', async () => {
  const states: (string | undefined)[] = [];
  const accepted = () => s.entries.filter(({ event }) => event.type === 'candidate-accepted').length;
  const solver: Microagent = {
    name: 'first wrong',
    async propose(request) {
      const { evidence, stepId } = request;
      if (stepId === '1') return answerOf('a', request);
      const isFirst = evidence.feedback.length === 0;
      states.push(`${isFirst ? 'first' : 'second'} ${evidence.place.siblings[0]?.state}`);
      while (accepted() === 0) await turn();
      return answerOf(isFirst ? '!' : 'b', request);
    },
  };
  const plan = { steps: [toyStep('one'), toyStep('two')] };
  const s = toySession({ plan, agents: { solver }, maxConcurrentSteps: 2, settings: { ask: 'never' } });
  await s.run();
  expect(new Set(states)).toEqual(new Set(['first planned', 'second done']));
});
