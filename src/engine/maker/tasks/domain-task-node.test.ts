import { describe, expect, it, vi } from 'vitest';
import { agentAtOnce, toyStep } from '../../../../test/support/toy-domain.ts';
import { toySession, type SessionSetup } from '../../../../test/support/toy-session.ts';
import { MicrofactoryError } from '../../error.ts';
import { memoryJournal } from '../../flow/memory-journal.ts';
import { FlowRunner } from '../../flow/runner.ts';
import type { MakerEnvironment } from '../environment.ts';
import { makerKind } from '../maker-kind.ts';
import type { DomainTask, TaskAnswer, TaskPlace, TaskWork } from './domain-task.ts';
import { kindWithTasks } from './kind-with-tasks.ts';

type Run = DomainTask['run'];

const goOn: TaskAnswer = { kind: 'continue' };
const task = (name: string, before: TaskPlace, run: Run): DomainTask => ({ name, before, run });
const session = (run: unknown, more: SessionSetup & { before?: TaskPlace } = {}) =>
  toySession({ tasks: [task('mine', more.before ?? 'gate', run as Run)], ...more });

describe('tasks of a domain', () => {
  it('run where they were put, in the order they were registered', async () => {
    const seen: string[] = [];
    const noting = (name: string, before: TaskPlace) =>
      task(name, before, async ({ verification, candidate, step, show }) => {
        seen.push(
          `${name} ${step.title} ${candidate.key} ${verification?.verdict ?? 'unverified yet'} ${await show()}`,
        );
        return goOn;
      });
    const tasks = [
      noting('last', 'accept'),
      noting('one', 'verify'),
      noting('two', 'gate'),
      noting('three', 'gate'),
    ];
    const s = toySession({ tasks });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(seen).toEqual([
      'one one a unverified yet +a',
      'two one a passed +a',
      'three one a passed +a',
      'last one a passed +a',
    ]);
    expect(s.entries.filter(({ event }) => event.type === 'task-answered')).toHaveLength(4);
  });

  it('ask a person, whose yes goes on and whose no is told to the next attempt', async () => {
    const ask: TaskAnswer = { kind: 'wait', question: 'May it be a?' };
    const run = vi.fn(({ candidate }: TaskWork) => (candidate.key === 'a' ? ask : goOn));
    const plan = { steps: [toyStep('one')] };
    const s = session(run, { plan, settings: { ask: 'never' }, script: ['a', 'a', 'a', 'b'] });
    await s.run();
    expect(s.runner.state.status).toBe('paused');
    expect(s.gate()).toEqual([{ trigger: 'question', details: 'May it be a?' }]);
    expect(s.world.accepted).toBe('');
    const yes = await s.reopen();
    const before = s.entries.length;
    yes.decide('1', { kind: 'approve' });
    await yes.resume();
    expect(s.world.accepted).toBe('a');
    expect(run).toHaveBeenCalledTimes(1);

    s.entries.length = before;
    s.world.accepted = '';
    const no = await s.reopen();
    no.decide('1', { kind: 'reject', comment: 'Not a.' });
    await no.resume();
    expect(s.world.accepted).toBe('b');
    expect(s.world.contexts.at(-1)?.feedback).toEqual(['About +a: A person rejected it: Not a.']);
  });

  it('a yes to their question is none to a protected file', async () => {
    const ask: TaskAnswer = { kind: 'wait', question: 'Go on?' };
    const plan = { steps: [toyStep('one', 'p')] };
    const s = session(() => ask, { script: ['p'], plan });
    await s.run();
    s.runner.decide('1', { kind: 'approve' });
    await s.runner.resume();
    expect(s.gate().map(({ trigger }) => trigger)).toEqual(['question', 'protected']);
    expect(s.world.accepted).toBe('');
  });

  it('ask a person once about an answer, although other steps are accepted meanwhile', async () => {
    const run = vi.fn(({ step }: TaskWork): TaskAnswer =>
      step.id === '1' ? { kind: 'wait', question: 'a?' } : goOn,
    );
    const plan = { steps: [toyStep('one', 'a'), toyStep('two', 'b')] };
    const s = session(run, {
      ...{ plan, before: 'accept', settings: { ask: 'never' } },
      agents: { solver: agentAtOnce((step) => (step === '1' ? 'a' : 'b')) },
    });
    await s.run();
    expect(s.world.accepted).toBe('b');
    s.runner.decide('1', { kind: 'approve' });
    await s.runner.resume();
    expect(s.runner.state.status).toBe('completed');
    expect(s.world.accepted).toBe('ba');
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('take a yes that was recorded, whenever the run that took it is killed', async () => {
    const run = vi.fn((): TaskAnswer => ({ kind: 'wait', question: 'Go on?' }));
    const s = session(run, { before: 'accept', settings: { ask: 'never' } });
    await s.run();
    s.runner.decide('1', { kind: 'approve' });
    const decided = s.entries.length;
    await s.runner.resume();
    const whole = [...s.entries];
    expect(s.world.accepted).toBe('a');
    for (let cut = decided; cut < whole.length; cut += 1) {
      s.entries.splice(0, s.entries.length, ...whole.slice(0, cut));
      const next = await s.reopen();
      s.world.accepted = next.state.session.acceptedState ?? '';
      await next.resume();
      expect(next.state.status, `cut at ${cut}`).toBe('completed');
      expect(s.world.accepted, `cut at ${cut}`).toBe('a');
    }
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('see everything that is accepted, also what a person edited', async () => {
    const seen: string[] = [];
    const run: Run = ({ candidate }) => {
      seen.push(candidate.key);
      return goOn;
    };
    const plan = { steps: [toyStep('one')] };
    const s = session(run, { before: 'accept', plan, settings: { ask: 'every' } });
    await s.run();
    s.runner.decide('task', { kind: 'approve' });
    await s.runner.resume();
    s.runner.decide('1', { kind: 'edit', files: [{ path: 'f', text: 'c' }] });
    await s.runner.resume();
    expect(s.world.accepted).toBe('c');
    expect(seen).toEqual(['c']);
  });

  it('send an answer back, which never wins again, and go to a person when attempts are used up', async () => {
    const no: TaskAnswer = { kind: 'again', reason: 'It is a vowel.' };
    const run = vi.fn(({ candidate }: TaskWork) => ('ae'.includes(candidate.key) ? no : goOn));
    const plan = { steps: [toyStep('one')] };
    const settings = { ask: 'never' } as const;
    const s = session(run, { plan, settings, script: ['a', 'a', 'a', 'a', 'b'] });
    await s.run();
    expect(s.world).toMatchObject({ accepted: 'b' });
    expect(s.world.contexts.at(-1)?.feedback).toEqual(['It is a vowel.']);
    const spent = session(run, { plan, settings, script: ['a', 'a', 'a', 'e', 'e', 'e'] });
    await spent.run();
    expect(spent.world.accepted).toBe('');
    expect(spent.gate()[0]?.details).toContain('the last one: mine: It is a vowel.');
  });

  it('end a step without accepting anything', async () => {
    const s = session(() => ({ kind: 'end', outcome: 'skipped', reason: 'Not today.' }));
    await s.run();
    expect(s.world.accepted).toBe('');
    expect(s.runner.state.totals).toMatchObject({ added: 2, done: 0, skipped: 2 });
    expect(s.entries.some(({ event }) => event['summary'] === 'mine: Not today.')).toBe(true);
  });

  it.each([
    [
      () => Promise.reject(new Error('No paper.\nAt all.')),
      'The task mine of the domain failed (No paper); mend it, then resume.',
    ],
    [
      () => {
        throw new MicrofactoryError({ code: 'usage', message: 'Say a colour.' });
      },
      'Say a colour.',
    ],
    [() => undefined, 'answered nothing that is known'],
    [() => ({ kind: 'wait', question: ' ' }), 'answered nothing that is known'],
    [() => ({ kind: 'end', outcome: 'done', reason: 'x' }), 'answered nothing that is known'],
  ])('that fail or answer nonsense stop the step with one sentence: %s', async (run, sentence) => {
    const s = session(run);
    await s.run();
    expect(s.runner.state.status).toBe('paused');
    expect(s.gate()).toMatchObject([{ trigger: 'error', details: expect.stringContaining(sentence) }]);
    expect(s.world.accepted).toBe('');
  });

  it('are not waited for when the session stops, and run again when it goes on', async () => {
    let begun = (): void => undefined;
    const running = new Promise<void>((resolve) => (begun = resolve));
    const run = vi.fn((): Promise<TaskAnswer> | TaskAnswer => {
      begun();
      return run.mock.calls.length > 1 ? goOn : new Promise(() => undefined);
    });
    const s = session(run);
    const whole = s.run();
    await running;
    await s.runner.stop('Enough.');
    await whole;
    expect(s.runner.state).toMatchObject({ status: 'paused', summary: 'Enough.' });
    const next = await s.reopen();
    await next.resume();
    expect(next.state.status).toBe('completed');
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('are asked once each at a kill at any event, and everything comes to the same end', async () => {
    const plan = { steps: [toyStep('one', 'a'), toyStep('two', 'b')] };
    const script = (step: string, index: number) => (step === '1' ? 'a' : index < 3 ? 'c' : 'b');
    const asked: string[] = [];
    const run =
      (name: string): Run =>
      ({ step, candidate }) => {
        asked.push(`${step.id} ${name} ${candidate.key}`);
        return candidate.key === 'c' ? { kind: 'again', reason: 'Not c.' } : goOn;
      };
    const setup = (): SessionSetup => ({
      plan,
      agents: { solver: agentAtOnce(script) },
      tasks: [task('early', 'verify', run('early')), task('late', 'accept', run('late'))],
      settings: { ask: 'never' },
    });
    const whole = toySession(setup());
    await whole.run();
    expect(whole.world.accepted).toBe('ab');
    const all = ['1 early a', '1 late a', '2 early c', '2 early b', '2 late b'];
    expect(asked).toEqual(all);
    for (let cut = 1; cut < whole.entries.length; cut += 1) {
      const s = toySession(setup());
      await s.run();
      asked.length = 0;
      s.entries.length = cut;
      const known = s.entries.filter(({ event }) => event.type === 'task-answered').length;
      const next = await s.reopen();
      s.world.accepted = next.state.session.acceptedState ?? '';
      await next.resume();
      expect(next.state.status, `cut at ${cut}`).toBe('completed');
      expect(s.world.accepted, `cut at ${cut}`).toBe('ab');
      expect(asked, `cut at ${cut}`).toEqual(all.slice(known));
    }
  });

  it('that a step stands at must still be there when it goes on', async () => {
    const s = session(() => ({ kind: 'wait', question: 'Go on?' }));
    await s.run();
    const environment = {} as MakerEnvironment;
    const without = new FlowRunner({ kind: makerKind, journal: memoryJournal(s.entries), environment });
    await expect(without.load()).rejects.toMatchObject({
      code: 'configuration',
      message: 'Step 1 stands at "task mine", which is no longer there: put back what added it, then resume.',
    });
  });

  it('stand in the way of steps that would be decided at once, too', async () => {
    const seen: string[] = [];
    const run: Run = ({ candidate }) => {
      seen.push(candidate.key);
      return goOn;
    };
    const s = session(run, {
      before: 'accept',
      word: 'ab',
      settings: { ask: 'never' },
      agents: { solver: agentAtOnce((step) => (step === '1' ? 'a' : 'b')) },
    });
    await s.run();
    expect(s.world.accepted).toBe('ab');
    expect(seen).toEqual(['a', 'b']);
  });
});

it('without tasks the method is the very same', () => {
  expect(kindWithTasks()).toBe(makerKind);
  expect(kindWithTasks([])).toBe(makerKind);
});
