import { describe, expect, it } from 'vitest';
import { answerOf, scriptedAgent, toyStep } from '../../../test/support/toy-domain.ts';
import { SETTINGS, toySession } from '../../../test/support/toy-session.ts';
import { MicrofactoryError } from '../error.ts';
import type { JournalEntry } from '../ports/journal.ts';
import type { Microagent, ProposeRequest } from '../ports/microagent.ts';
import { ROOT_STEP } from './maker-state.ts';

describe('the method', () => {
  it('asks for k answers, decides, verifies, accepts and delivers', async () => {
    const s = toySession();
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(s.calls).toHaveLength(3);
    expect(s.world).toMatchObject({ accepted: 'a', verified: ['a'] });
    expect(s.delivered).toEqual(['a']);
  });

  it('writes every event before its effect', async () => {
    const s = toySession({ world: { approval: true } });
    await s.run();
    s.runner.decide(ROOT_STEP, { kind: 'approve' });
    await s.runner.resume();
    expect(s.effects).toEqual([
      'run after verifier-approved',
      'accepted a after candidate-accepted',
      'delivered after delivery-started',
    ]);
  });

  it('delivers nothing when what was accepted does not hold together', async () => {
    const s = toySession({ world: { wholeFails: true } });
    await s.run();
    expect(s.runner.state.status).toBe('failed');
    expect(s.world.accepted).toBe('a');
    expect(s.delivered).toEqual([]);
  });

  it('loses nothing of steps that are accepted at the same time', async () => {
    const solver: Microagent = {
      name: 'by step',
      propose: (request) => Promise.resolve(answerOf(request.evidence.step.title, request)),
    };
    const s = toySession({
      agents: { solver },
      plan: { steps: ['a', 'b', 'c'].map((letter) => toyStep(letter, letter)) },
      world: { slowToAccept: true },
      maxConcurrentSteps: 3,
    });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(s.delivered.map((state) => [...state].sort().join(''))).toEqual(['abc']);
  });

  it('delivers nothing when what one step promised was lost to another', async () => {
    const plan = { steps: [toyStep('one', 'a'), toyStep('two', 'b')] };
    const solver: Microagent = {
      name: 'by step',
      propose: (request) => Promise.resolve(answerOf(request.stepId === '1' ? 'a' : 'b', request)),
    };
    const s = toySession({ plan, agents: { solver }, world: { loses: 'a' } });
    await s.run();
    expect(s.runner.state.status).toBe('failed');
    expect(s.delivered).toEqual([]);
  });

  it('never applies a plurality: undecided at the cap pauses with nothing applied', async () => {
    const s = toySession({ script: ['a', 'b', 'a', 'b', 'a', 'c', 'b', 'c', 'a'] });
    await s.run();
    expect(s.runner.state.status).toBe('paused');
    expect(s.calls).toHaveLength(9);
    expect(s.gate()).toEqual([
      { trigger: 'undecided', details: 'No answer leads by 3: the votes are 4–3–2.' },
    ]);
    expect(s.world).toMatchObject({ accepted: '', verified: [] });
    expect(s.delivered).toEqual([]);
  });

  it('never counts a malformed answer, however often it comes', async () => {
    const s = toySession({
      script: ['XX', 'XX', 'XX', 'XX', 'XX', 'a', 'a', 'a'],
      settings: { ask: 'never' },
    });
    await s.run();
    expect(s.world.accepted).toBe('a');
    expect(s.calls).toHaveLength(8);
  });

  it('gives up asking when red flags use up the resamples', async () => {
    const s = toySession({ script: ['XX'] });
    await s.run();
    expect(s.gate()[0]).toMatchObject({
      trigger: 'no-answer',
      details: expect.stringContaining('not a letter'),
    });
    expect(s.calls.length).toBe(9);
  });

  it('stops asking agents that have no answer after k of them', async () => {
    const s = toySession({ script: ['(none)'] });
    await s.run();
    expect(s.calls).toHaveLength(3);
    expect(s.gate()[0]?.details).toContain('tried 7 edits');
  });

  it('counts one completion served twice as one vote', async () => {
    const twin: Microagent = {
      name: 'twin',
      propose: async (request, signal) => ({
        ...(await scriptedAgent(['a']).propose(request, signal)),
        requestId: request.sampleIndex < 2 ? 'same' : `r${request.sampleIndex}`,
      }),
    };
    const s = toySession({ agents: { solver: twin } });
    await s.run();
    expect(s.entries.filter(({ event }) => event.type === 'sample-recorded')).toHaveLength(4);
  });

  it('rolls back what fails verification, tells the next attempt, and never lets it win again', async () => {
    const s = toySession({ script: ['!', '!', '!', '!', 'a', 'a', 'a'], settings: { ask: 'never' } });
    await s.run();
    expect(s.world).toMatchObject({ accepted: 'a', verified: ['!', 'a'] });
    expect(s.types()).toContain('step-rolled-back');
    expect(s.world.contexts.at(-1)?.feedback).toEqual(['saw ! fail']);
    expect(s.calls).toHaveLength(7);
  });

  it('waits for a person when attempts are used up', async () => {
    const s = toySession({ script: ['!', '!', '!', 'b', 'b', 'b'] });
    await s.run();
    expect(s.gate()[0]).toEqual({
      trigger: 'verification',
      details: '2 candidates failed verification, the last one: b does not hold',
    });
    expect(s.delivered).toEqual([]);
  });

  it('asks about a doubtful race even when told never to ask, and not about one dissenting vote', async () => {
    const doubtful = toySession({ script: ['a', 'b', 'a', 'b', 'a', 'a', 'a'], settings: { ask: 'never' } });
    await doubtful.run();
    expect(doubtful.gate()[0]?.trigger).toBe('low-margin');
    const clear = toySession({ script: ['a', 'b', 'a', 'a', 'a'], settings: { ask: 'never' } });
    await clear.run();
    expect(clear.delivered).toEqual(['a']);
  });

  it('asks about many red flags when doubtful, and about everything when told to', async () => {
    const flags = toySession({ script: ['XX', 'XX', 'XX', 'XX', 'a', 'a', 'a'] });
    await flags.run();
    expect(flags.gate()[0]?.trigger).toBe('red-flags');
    const every = toySession({ settings: { ask: 'every' } });
    await every.run();
    expect(every.gate()[0]?.trigger).toBe('plan');
  });

  it('wants a separate yes for a protected file however clear the vote', async () => {
    const plan = { steps: [toyStep('one')] };
    const s = toySession({ script: ['p'], plan, settings: { ask: 'never' } });
    await s.run();
    expect(s.gate()[0]).toEqual({ trigger: 'protected', details: 'p is protected.' });
    s.runner.decide('1', { kind: 'approve' });
    const next = await s.reopen();
    await next.resume();
    expect(s.delivered).toEqual(['p']);
  });

  it('resume approves nothing', async () => {
    const s = toySession({ script: ['p'], plan: { steps: [toyStep('one')] } });
    await s.run();
    const next = await s.reopen();
    await next.resume();
    expect(next.state.status).toBe('paused');
    expect(s.delivered).toEqual([]);
  });

  it('goes on with independent steps while one waits, and delivers when it is skipped', async () => {
    const plan = {
      steps: [toyStep('hard', 'z'), toyStep('easy', 'a'), toyStep('after hard', 'a', { dependsOn: [0] })],
    };
    const solver: Microagent = {
      name: 'by step',
      propose: (request, signal) =>
        scriptedAgent([request.stepId === '1' ? 'XX' : 'a']).propose(request, signal),
    };
    const s = toySession({ plan, agents: { solver } });
    await s.run();
    expect(s.runner.state.status).toBe('paused');
    expect(s.world.accepted).toBe('a');
    expect(s.delivered).toEqual([]);
    const next = await s.reopen();
    next.decide('1', { kind: 'skip' });
    await next.resume();
    expect(s.delivered).toEqual(['a']);
    expect(next.state.totals).toMatchObject({ skipped: 2 });
  });

  it('lets the other steps go first when one finds no decision, and asks again if they changed anything', async () => {
    const plan = { steps: [toyStep('first', 'z'), toyStep('second', 'a')] };
    const solver: Microagent = {
      name: 'needs a',
      propose: (request, signal) => {
        const ready = request.stepId === '2' || s.world.accepted.includes('a');
        return scriptedAgent([ready ? (request.stepId === '1' ? 'z' : 'a') : '(none)']).propose(
          request,
          signal,
        );
      },
    };
    const s = toySession({ plan, agents: { solver } });
    await s.run();
    expect(s.types()).toContain('step-deferred');
    expect(s.world.accepted).toBe('az');
    expect(s.delivered).toEqual(['az']);
  });

  it('asks nobody about a step whose promise another step kept meanwhile', async () => {
    const plan = { steps: [toyStep('first', 'a'), toyStep('second', 'a')] };
    const solver: Microagent = {
      name: 'only the second',
      propose: (request, signal) =>
        scriptedAgent([request.stepId === '1' ? '(none)' : 'a']).propose(request, signal),
    };
    const s = toySession({ plan, agents: { solver } });
    await s.run();
    expect(s.gate().filter(({ trigger }) => trigger !== 'deferred')).toEqual([]);
    expect(s.delivered).toEqual(['a']);
  });

  it('with on_gate skip leaves the doubtful step and delivers the rest', async () => {
    const plan = { steps: [toyStep('hard', 'z'), toyStep('easy', 'a')] };
    const s = toySession({ plan, script: ['a'], settings: { onGate: 'skip', maxAttempts: 1 } });
    await s.run();
    expect(s.delivered).toEqual(['a']);
    expect(s.runner.state.totals).toMatchObject({ done: 1, skipped: 2 });
  });

  it('with on_gate fail ends as failed and delivers nothing', async () => {
    const s = toySession({ script: ['XX'], settings: { onGate: 'fail' } });
    await s.run();
    expect(s.runner.state.status).toBe('failed');
    expect(s.delivered).toEqual([]);
  });

  it('a rejection reaches the next prompts and its class cannot win again', async () => {
    const script = ['p', 'p', 'p', 'p', 'a', 'a', 'a'];
    const s = toySession({ script, plan: { steps: [toyStep('one')] }, settings: { ask: 'never' } });
    await s.run();
    s.runner.decide('1', { kind: 'reject', comment: 'not that file' });
    const next = await s.reopen();
    await next.resume();
    expect(s.world.contexts.at(-1)?.feedback.join()).toContain('not that file');
    expect(s.delivered).toEqual(['a']);
  });

  it('an edit of what was verified is verified anew', async () => {
    const s = toySession({ script: ['p'] });
    await s.run();
    expect(s.gate()[0]?.trigger).toBe('protected');
    s.runner.decide('1', { kind: 'edit', files: [{ path: 'f', text: '!' }] });
    await s.runner.resume();
    expect(s.world).toMatchObject({ accepted: '', verified: ['p', '!'] });
    expect(s.delivered).toEqual([]);
  });

  it('an edit by a person is verified before it is accepted', async () => {
    const good = toySession({ script: ['XX'] });
    await good.run();
    good.runner.decide('1', { kind: 'edit', files: [{ path: 'f', text: 'a' }] });
    await (await good.reopen()).resume();
    expect(good.world).toMatchObject({ verified: ['a'], accepted: 'a' });
    const bad = toySession({ script: ['XX'] });
    await bad.run();
    bad.runner.decide('1', { kind: 'edit', files: [{ path: 'f', text: '!' }] });
    await (await bad.reopen()).resume();
    expect(bad.world).toMatchObject({ verified: ['!'], accepted: '' });
  });

  it('another class can be picked, and is verified', async () => {
    const s = toySession({ script: ['b', 'a', 'b', 'a', 'c', 'c', 'c', 'a', 'b'] });
    await s.run();
    s.runner.decide('1', { kind: 'pick', key: 'a' });
    await (await s.reopen()).resume();
    expect(s.world).toMatchObject({ verified: ['a'], accepted: 'a' });
  });

  it('asks for more samples on request and goes on counting', async () => {
    const s = toySession({ script: ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'c', 'a', 'a', 'a'] });
    await s.run();
    s.runner.decide('1', { kind: 'more' });
    const next = await s.reopen();
    await next.resume();
    expect(s.calls.length).toBe(12);
  });

  it('splits a step that found no decision, where its domain knows how', async () => {
    const split = { steps: [toyStep('half a', 'a'), toyStep('half b', 'b')] };
    const solver: Microagent = {
      name: 'by step',
      propose: (request, signal) =>
        scriptedAgent([request.stepId === '1' ? '(none)' : request.stepId === '1.1' ? 'a' : 'b']).propose(
          request,
          signal,
        ),
    };
    const s = toySession({ agents: { solver }, plan: { steps: [toyStep('both', 'z')] }, world: { split } });
    await s.run();
    expect(s.world.accepted).toBe('ab');
    expect(s.delivered).toEqual(['ab']);
  });

  it('a service that says no pauses the session with its sentence, and resume tries again', async () => {
    const billing = new MicrofactoryError({ code: 'model-billing', message: 'The account has no credit.' });
    const s = toySession({ script: ['a', billing, 'a', 'a'] });
    await s.run();
    expect(s.runner.state.status).toBe('paused');
    expect(s.gate()[0]).toMatchObject({ trigger: 'model-billing', details: 'The account has no credit.' });
  });

  it('checks the budget before the request that would break it', async () => {
    const s = toySession({ limits: { calls: 2 } });
    await s.run();
    expect(s.calls).toHaveLength(0);
    expect(s.gate()[0]?.trigger).toBe('budget');
  });

  it('asks before the first execution, and a no ends the session', async () => {
    const s = toySession({ world: { approval: true } });
    await s.run();
    expect(s.gate()[0]?.trigger).toBe('verifier');
    expect(s.calls).toHaveLength(0);
    s.runner.decide(ROOT_STEP, { kind: 'skip' });
    const next = await s.reopen();
    await next.resume();
    expect(next.state.status).toBe('cancelled');
  });

  it('does not ask what is kept already', async () => {
    const plan = { steps: [toyStep('one', 'a'), toyStep('same again', 'a')] };
    const s = toySession({ plan });
    await s.run();
    expect(s.calls).toHaveLength(3);
    expect(s.runner.state.status).toBe('completed');
  });

  it('tells a step its place and what its siblings came to', async () => {
    const plan = { steps: [toyStep('one', 'a'), toyStep('two', 'b')] };
    const solver: Microagent = {
      name: 'by step',
      propose: (request, signal) =>
        scriptedAgent([request.stepId === '1' ? 'a' : 'b']).propose(request, signal),
    };
    const s = toySession({ plan, agents: { solver } });
    await s.run();
    expect(s.world.contexts.at(-1)?.place).toEqual({
      ancestors: ['g'],
      index: 2,
      count: 2,
      siblings: [{ title: 'one', state: 'done', summary: '+a' }],
    });
  });

  it('a dry run does everything but deliver', async () => {
    const s = toySession({ settings: { dryRun: true } });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(s.delivered).toEqual([]);
  });
});

describe('planning by models', () => {
  const planA = JSON.stringify({ steps: [{ title: 'A', description: 'a', promise: { tests: ['a'] } }] });
  const planB = JSON.stringify({ steps: [{ title: 'B', description: 'b', promise: { tests: ['b'] } }] });
  /** Likes the first option it sees, unless it knows better: it knows better in `share` of the votes. */
  const biased = (favourite: string, sure: (index: number) => boolean): Microagent => ({
    name: 'biased',
    propose(request, signal) {
      const place = (request.options ?? []).findIndex((option) => option.includes(favourite)) + 1;
      const choice = sure(request.sampleIndex) ? place : 1;
      return scriptedAgent([JSON.stringify({ choice })]).propose(request, signal);
    },
  });

  it('takes the plan that wins the race, not the one that stands first', async () => {
    const calls: ProposeRequest[] = [];
    const s = toySession({
      world: { plan: undefined },
      agents: {
        decomposition: scriptedAgent([planA, planA, planA, planA, planB], calls),
        decomposition_discriminator: biased('B:', (index) => index % 4 !== 3),
        solver: {
          name: 'x',
          propose: (r, signal) => scriptedAgent([r.evidence.step.title.toLowerCase()]).propose(r, signal),
        },
      },
    });
    await s.run();
    expect(calls).toHaveLength(5);
    expect(s.world.accepted).toBe('b');
  });

  it('counts each vote for the plan it names, wherever that one stood', async () => {
    const k = 6;
    const s = toySession({
      world: { plan: undefined },
      settings: {
        roles: { ...SETTINGS.roles, decomposition_discriminator: { samples: 12, k, maxTokens: 100 } },
      },
      agents: {
        decomposition: scriptedAgent([planA, planB]),
        decomposition_discriminator: biased('B:', () => true),
        solver: scriptedAgent(['b']),
      },
    });
    await s.run();
    const votes = s.entries.filter(({ event }) => (event['sample'] as { race?: string })?.race === 'choice');
    expect(votes).toHaveLength(k);
    expect(s.world.accepted).toBe('b');
  });

  it('shows each vote the options in an order of its own', async () => {
    const orders = new Set<string>();
    const s = toySession({
      world: { plan: undefined },
      settings: {
        roles: { ...SETTINGS.roles, decomposition_discriminator: { samples: 12, k: 3, maxTokens: 100 } },
      },
      agents: {
        decomposition: scriptedAgent([planA, planB]),
        decomposition_discriminator: {
          name: 'first',
          propose(request, signal) {
            orders.add((request.options ?? []).join('|'));
            return scriptedAgent(['1']).propose(request, signal);
          },
        },
        solver: scriptedAgent(['a']),
      },
    });
    await s.run();
    expect(orders.size).toBe(2);
  });

  it('asks nobody when all proposals are one plan', async () => {
    const s = toySession({
      world: { plan: undefined },
      agents: { decomposition: scriptedAgent([planA]), solver: scriptedAgent(['a']) },
    });
    await s.run();
    expect(s.delivered).toEqual(['a']);
  });

  it('pauses when no plan fits the schema, and applies nothing', async () => {
    const s = toySession({
      world: { plan: undefined },
      agents: { decomposition: scriptedAgent(['{"tasks":[]}']), solver: scriptedAgent(['a']) },
    });
    await s.run();
    expect(s.gate()[0]?.details).toMatch(/plan does not fit its schema/);
  });

  it('ends with a sentence when there is nothing the offline agent can do', async () => {
    const s = toySession({ world: { plan: undefined }, agents: { solver: scriptedAgent(['a']) } });
    await s.run();
    expect(s.runner.state.status).toBe('completed');
    expect(s.runner.state.summary).toMatch(/repairs failing tests/);
  });
});

describe('a kill at any event', () => {
  it('leads to the same end, asks no recorded sample twice, and accepts nothing twice', async () => {
    const plan = { steps: [toyStep('one', 'a'), toyStep('two', 'b')] };
    const solver = (calls: ProposeRequest[]): Microagent => ({
      name: 'by step',
      propose: (request, signal) =>
        scriptedAgent(request.stepId === '1' ? ['XX', 'a'] : ['!', '!', '!', 'b'], calls).propose(
          request,
          signal,
        ),
    });
    const whole = toySession({ plan, agents: { solver: solver([]) } });
    await whole.run();
    expect(whole.world.accepted).toBe('ab');
    for (let cut = 1; cut < whole.entries.length; cut += 1) {
      const calls: ProposeRequest[] = [];
      const s = toySession({ plan, agents: { solver: solver(calls) } });
      await s.run();
      calls.length = 0;
      s.entries.length = cut;
      const recorded = new Set(
        s.entries
          .filter(({ event }) => event.type === 'sample-recorded')
          .map(({ event }) => `${String(event['step'])}:${(event['sample'] as { index: number }).index}`),
      );
      const next = await s.reopen();
      s.world.accepted = next.state.session.acceptedState ?? '';
      await next.resume();
      expect(next.state.status, `cut at ${cut}`).toBe('completed');
      expect(s.world.accepted, `cut at ${cut}`).toBe('ab');
      const again = calls.filter((call) => recorded.has(`${call.stepId}:${call.sampleIndex}`));
      expect(again, `cut at ${cut}`).toEqual([]);
    }
  });

  it('asks only for the sample that had not come back, though a later one had', async () => {
    const s = toySession();
    await s.run();
    const samples = s.entries.filter(({ event }) => event.type === 'sample-recorded');
    s.entries.length = s.entries.indexOf(samples[2] as JournalEntry) + 1;
    s.entries.splice(s.entries.indexOf(samples[1] as JournalEntry), 1);
    s.calls.length = 0;
    s.world.accepted = '';
    const next = await s.reopen();
    await next.resume();
    expect(s.calls.map((call) => call.sampleIndex)).toEqual([1]);
    expect(next.state.status).toBe('completed');
  });
});
