import { describe, expect, it } from 'vitest';
import { answerOf, toyStep } from '../../../../test/support/toy-domain.ts';
import { toySession } from '../../../../test/support/toy-session.ts';
import { MicrofactoryError, type ErrorCode } from '../../error.ts';
import type { Microagent, ProposeRequest } from '../../ports/microagent.ts';

const STEPS = Array.from({ length: 30 }, (_, index) => toyStep(`step ${index}`, 'abcdefghij'[index % 10]));

const failure = (code: ErrorCode) =>
  new MicrofactoryError({ code, message: `The service says ${code}.`, retryable: code === 'model-rate' });

/** Answers what the step promises, unless the outside is in the way. */
function solverWhen(mayAnswer: (request: ProposeRequest) => MicrofactoryError | undefined): Microagent {
  return {
    name: 'solver',
    propose(request) {
      const error = mayAnswer(request);
      if (error !== undefined) return Promise.reject(error);
      const { promise } = request.evidence.step;
      const letter = promise.kind === 'tests' ? (promise.tests[0] ?? 'a') : 'a';
      return Promise.resolve(answerOf(letter, request));
    },
  };
}

describe('a service that serves nobody', () => {
  it.each<ErrorCode>([
    'model-auth',
    'model-billing',
    'model-config',
    'model-rate',
    'model-transient',
    'model-network',
  ])('pauses the session with its sentence at the first steps that meet %s', async (code) => {
    const asked = new Set<string>();
    const solver = solverWhen(({ stepId }) => {
      asked.add(stepId);
      return failure(code);
    });
    const s = toySession({ plan: { steps: STEPS }, agents: { solver }, maxConcurrentSteps: 3 });
    await s.run();
    expect(s.runner.state).toMatchObject({ status: 'paused', summary: `The service says ${code}.` });
    expect(asked.size).toBeLessThanOrEqual(3);
    expect(s.gate().every(({ trigger }) => trigger === code)).toBe(true);
    expect(s.runner.state.totals.failed).toBe(0);
  });

  it('goes on with every step when it is resumed', async () => {
    let isPaid = false;
    const solver = solverWhen(() => (isPaid ? undefined : failure('model-billing')));
    const s = toySession({ plan: { steps: STEPS }, agents: { solver }, maxConcurrentSteps: 3 });
    await s.run();
    isPaid = true;
    await s.runner.resume();
    expect(s.runner.state.status).toBe('completed');
  });

  it('lets all steps that it stopped try again when one of them is told to', async () => {
    let isPaid = false;
    const asked = new Map<string, number>();
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const quick = solverWhen(() => (isPaid ? undefined : failure('model-auth')));
    const solver: Microagent = {
      ...quick,
      async propose(request, signal) {
        asked.set(request.stepId, (asked.get(request.stepId) ?? 0) + 1);
        if (request.stepId === '3' && !isPaid) await slow;
        return quick.propose(request, signal);
      },
    };
    const s = toySession({ plan: { steps: STEPS.slice(0, 3) }, agents: { solver }, maxConcurrentSteps: 3 });
    const running = s.run();
    while (s.gate().length < 2) await new Promise((resolve) => setImmediate(resolve));
    isPaid = true;
    s.runner.decide('1', { kind: 'retry' });
    release();
    await running;
    expect(s.runner.state.status).toBe('completed');
  });
});

describe('a prompt that is too big', () => {
  const file = 'x'.repeat(1000);
  const events = (s: ReturnType<typeof toySession>, type: string) =>
    s.entries.map(({ event }) => event).filter((event) => event.type === type);
  const shown = ({ evidence }: ProposeRequest): number => evidence.files[0]?.text.length ?? 0;

  it('is asked once more with less, in the same race', async () => {
    const lengths: number[] = [];
    const solver = solverWhen((request) => {
      lengths.push(shown(request));
      return shown(request) > 600 ? failure('model-too-big') : undefined;
    });
    const s = toySession({ plan: { steps: [toyStep('one', 'a')] }, agents: { solver }, world: { file } });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(lengths.slice(0, 3)).toEqual([1000, 1000, 1000]);
    expect(new Set(lengths.slice(3))).toEqual(new Set([500]));
    expect(events(s, 'evidence-shrunk')).toMatchObject([{ step: '1', share: 0.5 }]);
  });

  it('is split when less is still too much', async () => {
    const solver = solverWhen((request) =>
      request.evidence.step.title === 'whole' ? failure('model-too-big') : undefined,
    );
    const parts = { steps: [toyStep('left', 'a'), toyStep('right', 'b')] };
    const s = toySession({
      plan: { steps: [toyStep('whole')] },
      agents: { solver },
      world: { file, split: parts },
    });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(s.world.accepted).toBe('ab');
    expect(events(s, 'escalated')).toMatchObject([{ rung: 'split', trigger: 'model-too-big', steps: 2 }]);
  });

  it('stops that step alone when nothing makes it smaller', async () => {
    const asked: string[] = [];
    const solver = solverWhen((request) => {
      asked.push(request.stepId);
      return request.stepId === '1' ? failure('model-too-big') : undefined;
    });
    const s = toySession({ plan: { steps: STEPS.slice(0, 4) }, agents: { solver } });
    await s.run();
    expect(s.gate()).toMatchObject([
      { trigger: 'model-too-big', details: 'The service says model-too-big.' },
    ]);
    expect(s.runner.state.totals.done).toBe(3);
    // The same request is not asked twice.
    expect(asked.filter((id) => id === '1')).toHaveLength(3);
  });
});
