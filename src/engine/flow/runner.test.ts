import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalEvent } from '../ports/journal.ts';
import { memoryJournal } from './memory-journal.ts';
import type { MicroTask } from './micro-task.ts';
import { Continue, End, Failure, GoTo, WaitForInput } from './next-action.ts';
import { FlowRunner, type RunnerOptions } from './runner.ts';
import type { SessionKind } from './session-kind.ts';

// A small pipeline with nothing of voting in it: a branch, a loop with a cap, a question, children, a kill at any event.
interface Data {
  rounds: number;
  notes: string[];
}
type Task = MicroTask<Environment, { log: string[] }, Data>;
interface Environment {
  readonly calls: string[];
  readonly flaky?: number;
}

const note = (text: string): JournalEvent => ({ type: 'note-taken', text });

const tasks: Record<string, Task> = {
  branch: { run: (c) => Continue(String(c.input) === 'left' ? 'left' : 'right') },
  work: {
    async run(c) {
      if (c.data.rounds >= 3) return Continue('enough');
      await c.written();
      c.environment.calls.push(`${c.stepId}:work`);
      c.record(note('worked'));
      return Continue('again');
    },
  },
  ask: {
    run: (c) =>
      c.decision === undefined
        ? WaitForInput({ trigger: 'question', details: 'Which way?' })
        : Continue(c.decision === 'jump' ? 'jump' : 'answered'),
  },
  jump: { run: () => GoTo('finish') },
  finish: { run: (c) => End('done', { summary: c.data.notes.join(',') }) },
  spawn: {
    run: () =>
      Continue('spawned', [
        { id: 'a', dependsOn: [], graph: 'child', input: 'a' },
        { id: 'b', dependsOn: ['a'], graph: 'child', input: 'b' },
        { id: 'c', dependsOn: [], graph: 'child', input: 'c' },
      ]),
  },
  child: {
    run: (c) => {
      c.environment.calls.push(`child ${c.stepId}`);
      c.record({ type: 'logged', text: c.stepId });
      return End('done');
    },
  },
  joined: { run: (c) => End('done', { summary: `joined ${c.children.done}` }) },
  flaky: {
    run(c) {
      c.environment.calls.push('try');
      return c.environment.calls.length <= (c.environment.flaky ?? 0)
        ? Failure('network', 'Down.', true)
        : End('done');
    },
  },
  slow: { run: () => new Promise(() => undefined) },
  untilStopped: {
    run: (c) =>
      new Promise((_, reject) => c.signal.addEventListener('abort', () => reject(new Error('stopped')))),
  },
  spend: {
    run(c) {
      const broken = c.exceeds({ calls: 1 });
      if (broken !== undefined)
        return WaitForInput({ trigger: 'budget', details: broken, reopensOnResume: true });
      c.environment.calls.push('call');
      c.record({ type: 'called', spend: { calls: 1 } });
      return Continue();
    },
  },
};

/** Lists one step at a time, as the one before has ended. */
const lazy: Task = {
  run(c) {
    const next = c.children.done;
    if (next === 500) return End('done', { summary: `${next} steps` });
    return Continue('more', [{ id: `${c.stepId}.${next}`, dependsOn: [], graph: 'child', input: next }]);
  },
};

const meet: Task = {
  async run(c) {
    c.environment.calls.push(`in ${c.stepId}`);
    while (!c.environment.calls.includes('in a') || !c.environment.calls.includes('in b')) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    return End('done');
  },
};

const kind: SessionKind<Environment, { log: string[] }, Data> = {
  name: 'test',
  tasks: { ...tasks, lazy, meet },
  graphs: {
    lazy: {
      start: 'lazy',
      nodes: { lazy: { task: 'lazy' } },
      edges: [{ from: 'lazy', to: 'lazy', when: 'more' }],
    },
    meet: { start: 'meet', nodes: { meet: { task: 'meet' } }, edges: [] },
    main: {
      start: 'branch',
      nodes: {
        branch: { task: 'branch' },
        work: { task: 'work', maxVisits: 5 },
        ask: { task: 'ask' },
        jump: { task: 'jump' },
        finish: { task: 'finish' },
      },
      edges: [
        { from: 'branch', to: 'work', when: 'left' },
        { from: 'branch', to: 'finish', when: 'right' },
        { from: 'work', to: 'work', when: 'again' },
        { from: 'work', to: 'ask', when: 'enough' },
        { from: 'ask', to: 'jump', when: 'jump' },
        { from: 'ask', to: 'finish' },
      ],
    },
    endless: {
      start: 'work',
      nodes: { work: { task: 'work', maxVisits: 2 }, finish: { task: 'finish' } },
      edges: [
        { from: 'work', to: 'finish', when: 'loop-cap' },
        { from: 'work', to: 'work' },
      ],
    },
    parent: {
      start: 'spawn',
      nodes: { spawn: { task: 'spawn' }, joined: { task: 'joined' } },
      edges: [{ from: 'spawn', to: 'joined' }],
    },
    child: { start: 'child', nodes: { child: { task: 'child' } }, edges: [] },
    flaky: {
      start: 'flaky',
      nodes: { flaky: { task: 'flaky', retry: { attempts: 3, delayMs: 1, factor: 2 } } },
      edges: [],
    },
    slow: { start: 'slow', nodes: { slow: { task: 'slow', timeoutMs: 10 } }, edges: [] },
    never: { start: 'slow', nodes: { slow: { task: 'untilStopped' } }, edges: [] },
    spender: { start: 'spend', nodes: { spend: { task: 'spend' } }, edges: [{ from: 'spend', to: 'spend' }] },
  },
  initialSession: () => ({ log: [] }),
  initialData: () => ({ rounds: 0, notes: [] }),
  fold(event, session, data) {
    if (event.type === 'logged') session.log.push(String(event['text']));
    if (event.type !== 'note-taken' || data === undefined) return;
    data.rounds += 1;
    data.notes.push(String(event['text']));
  },
};

function runnerOn(
  entries: JournalEntry[],
  more: Partial<RunnerOptions<Environment, { log: string[] }, Data>> = {},
) {
  const environment: Environment = { calls: [] };
  const runner = new FlowRunner({ kind, journal: memoryJournal(entries), environment, ...more });
  return { runner, environment: more.environment ?? environment, entries };
}

function started(graph: string, input: string, more = {}) {
  const made = runnerOn([], more);
  const rest = made.runner.start({
    id: 's',
    settings: null,
    steps: [{ id: 'root', dependsOn: [], graph, input }],
  });
  return { ...made, rest };
}

describe('flow runner', () => {
  it('follows the edge whose outcome holds', async () => {
    const { runner, rest, environment } = started('main', 'right');
    await rest;
    expect(runner.state.status).toBe('completed');
    expect(environment.calls).toEqual([]);
  });

  it('loops, then waits for input as a paused session', async () => {
    const { runner, rest, environment } = started('main', 'left');
    await rest;
    expect(runner.state.status).toBe('paused');
    expect(environment.calls).toEqual(['root:work', 'root:work', 'root:work']);
    expect([...runner.state.waiting]).toEqual(['root']);
  });

  it('leaves a loop at its cap', async () => {
    const { runner, rest, environment } = started('endless', 'x');
    await rest;
    expect(environment.calls).toHaveLength(2);
    expect(runner.state.status).toBe('completed');
  });

  it('resume alone answers no question', async () => {
    const first = started('main', 'left');
    await first.rest;
    const { runner } = runnerOn(first.entries);
    await runner.load();
    await runner.resume();
    expect(runner.state.status).toBe('paused');
  });

  it('goes on with a decision recorded by another process', async () => {
    const first = started('main', 'left');
    await first.rest;
    const other = runnerOn(first.entries);
    await other.runner.load();
    other.runner.decide('root', 'jump');
    const { runner } = runnerOn(first.entries);
    await runner.load();
    await runner.resume();
    expect(runner.state.status).toBe('completed');
    expect(runner.state.summary).toBe('worked,worked,worked');
  });

  it('refuses a decision for a step that waits for none', async () => {
    const { runner, rest } = started('main', 'right');
    await rest;
    expect(() => runner.decide('root', 'x')).toThrow(/not waiting/);
  });

  it('runs independent children, holds back dependent ones, and joins', async () => {
    const { runner, rest, environment } = started('parent', '');
    await rest;
    expect(environment.calls).toEqual(['child a', 'child c', 'child b']);
    expect(runner.state.summary).toBe('joined 3');
    expect(runner.state.totals).toEqual({ added: 4, done: 4, skipped: 0, failed: 0 });
    expect(runner.state.steps.size).toBe(0);
  });

  it('runs a plan that is never listed up front, with only the frontier in memory', async () => {
    let most = 0;
    const { runner } = runnerOn([], {
      onEvent: () => {
        most = Math.max(most, runner.state.steps.size);
      },
    });
    await runner.start({
      id: 's',
      settings: null,
      steps: [{ id: 'r', dependsOn: [], graph: 'lazy', input: null }],
    });
    expect(runner.state.summary).toBe('500 steps');
    expect(runner.state.totals.done).toBe(501);
    expect(most).toBe(2);
  });

  it('runs independent steps at the same time, as many as it may', async () => {
    const { runner } = runnerOn([], { maxConcurrentSteps: 2 });
    const steps = ['a', 'b'].map((id) => ({ id, dependsOn: [], graph: 'meet', input: null }));
    await runner.start({ id: 's', settings: null, steps });
    expect(runner.state.totals.done).toBe(2);
  });

  it('stops at once and can be resumed', async () => {
    const { runner, entries } = runnerOn([]);
    const rest = runner.start({
      id: 's',
      settings: null,
      steps: [{ id: 'a', dependsOn: [], graph: 'never', input: null }],
    });
    await new Promise((resolve) => setImmediate(resolve));
    await runner.stop('Stopped by a person.');
    await rest;
    expect(runner.state).toMatchObject({ status: 'paused', summary: 'Stopped by a person.' });
    const again = runnerOn(entries, { environment: { calls: ['in b'] } });
    await again.runner.load();
    expect(again.runner.state.steps.get('a')?.status).toBe('ready');
  });

  it('tries a retryable failure again as often as its policy says', async () => {
    const good = started('flaky', '', { environment: { calls: [], flaky: 2 } });
    await good.rest;
    expect(good.runner.state.status).toBe('completed');
    const bad = started('flaky', '', { environment: { calls: [], flaky: 3 } });
    await bad.rest;
    expect(bad.runner.state.status).toBe('failed');
    expect(bad.runner.state.summary).toBe('Down.');
  });

  it('ends a node at its timeout', async () => {
    const { runner, rest } = started('slow', '');
    await rest;
    expect(runner.state.status).toBe('failed');
    expect(runner.state.summary).toMatch(/longer than its limit/);
  });

  it('stops before the call that would break the budget, and tries again after resume with more', async () => {
    const { runner, rest, environment, entries } = started('spender', '', { limits: { calls: 2 } });
    await rest;
    expect(environment.calls).toHaveLength(2);
    expect(runner.state.status).toBe('paused');
    const more = runnerOn(entries, { limits: { calls: 3 } });
    await more.runner.load();
    await more.runner.resume();
    expect(more.environment.calls).toHaveLength(1);
  });

  it('a journal that cannot be written ends the run with its sentence', async () => {
    const journal = memoryJournal();
    journal.append = () => {
      throw new Error('The disk is full.');
    };
    const runner = new FlowRunner({ kind, journal, environment: { calls: [] } });
    const rest = (async () =>
      runner.start({
        id: 's',
        settings: null,
        steps: [{ id: 'r', dependsOn: [], graph: 'main', input: '' }],
      }))();
    await expect(rest).rejects.toThrow('The disk is full.');
  });

  it('killed after any event it reaches the same end, and repeats no recorded work', async () => {
    const whole = started('main', 'left');
    await whole.rest;
    whole.runner.decide('root', 'x');
    const full = runnerOn(whole.entries);
    await full.runner.load();
    await full.runner.resume();
    const events = [...full.entries];
    for (let cut = 1; cut < events.length; cut += 1) {
      const { runner, environment, entries } = runnerOn(events.slice(0, cut));
      await runner.load();
      const worked = entries.filter(({ event }) => event.type === 'note-taken').length;
      if (runner.state.status !== 'completed') await runner.resume();
      if (runner.state.status === 'paused') {
        runner.decide('root', 'x');
        await runner.resume();
      }
      expect(runner.state.summary, `cut at ${cut}`).toBe(full.runner.state.summary);
      expect(environment.calls.length).toBe(3 - worked);
    }
  });

  it('refuses a graph that names what does not exist', () => {
    const bad = { ...kind, graphs: { g: { start: 'x', nodes: { x: { task: 'nope' } }, edges: [] } } };
    expect(() => new FlowRunner({ kind: bad, journal: memoryJournal(), environment: { calls: [] } })).toThrow(
      /unknown task "nope"/,
    );
  });
});
