import { expect, it } from 'vitest';
import { answerOf, toyStep } from '../../../../test/support/toy-domain.ts';
import { toySession } from '../../../../test/support/toy-session.ts';
import { MicrofactoryError } from '../../error.ts';
import type { Microagent, ProposeRequest } from '../../ports/microagent.ts';
import type { AskForInputs, Distinction } from '../domain.ts';

/** Letters of no class win; then whoever is asked for inputs replies. */
function torn(replies: readonly (string | MicrofactoryError)[]) {
  const asked: ProposeRequest[] = [];
  const inputs: Microagent = {
    name: 'inputs',
    propose: (request) => {
      asked.push(request);
      const reply = replies[request.sampleIndex] ?? '';
      return reply instanceof MicrofactoryError
        ? Promise.reject(reply)
        : Promise.resolve(answerOf(reply, request));
    },
  };
  const solver: Microagent = {
    name: 'torn',
    inputs,
    propose: (request) => Promise.resolve(answerOf(request.sampleIndex % 2 === 0 ? 'a' : 'p', request)),
  };
  const distinguish = async (ask: AskForInputs | undefined): Promise<Distinction | undefined> => {
    const input = await ask?.(['+a', '+p'], (text) =>
      text === 'f(1)'
        ? { ok: true, value: text }
        : { ok: false, flags: [{ rule: 'format', reason: 'It is no call.' }] },
    );
    return input === undefined ? undefined : { input, outcomes: ['1', '2'] };
  };
  const session = toySession({
    plan: { steps: [toyStep('one', 'a')] },
    agents: { solver },
    world: { distinguish },
    settings: {
      ask: 'never',
      humanLowMarginThreshold: 0,
      escalation: { rungs: ['distinguish', 'person'], doubtful: false, repeats: 0 },
    },
  });
  const events = (type: string) =>
    session.entries.map(({ event }) => event).filter((event) => event.type === type);
  return { session, asked, events };
}

it('a reply that raises a red flag is thrown away and asked anew; each is journalled with what it cost', async () => {
  const { session, asked, events } = torn(['words', 'f(1)']);
  await session.run();
  expect(asked.map(({ sampleIndex, options }) => [sampleIndex, options])).toEqual([
    [0, ['+a', '+p']],
    [1, ['+a', '+p']],
  ]);
  expect(events('inputs-asked')).toMatchObject([
    { flags: [{ rule: 'format' }], spend: { calls: 1 } },
    { flags: [], spend: { calls: 1 } },
  ]);
  expect(events('escalated')).toMatchObject([{ rung: 'distinguish', input: 'f(1)', outcomes: ['1', '2'] }]);
});

it('replies that are never any good leave the step to a person', async () => {
  const { session, asked, events } = torn([]);
  await session.run();
  expect(asked).toHaveLength(3);
  expect(events('escalated')).toMatchObject([{ rung: 'distinguish', votes: 0 }]);
  expect(session.gate()).toMatchObject([{ trigger: 'undecided' }]);
});

it('a model that can not be asked stops nothing', async () => {
  const { session, asked } = torn([
    new MicrofactoryError({ code: 'model-config', message: 'No such model.' }),
  ]);
  await session.run();
  expect(asked).toHaveLength(1);
  expect(session.gate()).toMatchObject([{ trigger: 'undecided' }]);
});
