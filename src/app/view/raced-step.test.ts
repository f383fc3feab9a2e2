import { expect, it } from 'vitest';
import { agentAtOnce } from '../../../test/support/toy-domain.ts';
import { toySession } from '../../../test/support/toy-session.ts';
import type { Microagent } from '../../engine/ports/microagent.ts';
import { serviceEvents } from './service-events.ts';
import { applyEntry, emptyView, stepOf, type SessionView } from './session-view.ts';
import { stepDetail } from './step-detail.ts';
import { stepSummary } from './step-summary.ts';

const ANSWERS = ['a', 'XX', 'b', 'a', 'a', 'a'];
const solver = { provider: 'scripted', model: 'scripted', k: 3, samples: 9 };
const maker = { votingRule: 'ahead-by-k', dissentSensitive: false, adaptiveK: false, targetSuccess: 0.99 };
const SETTINGS = { prompt: '', settings: { roles: { solver }, maker } } as never;
const agent = agentAtOnce((step, index) => (step === '1' ? (ANSWERS[index] ?? 'a') : 'c'));

async function viewOf(microagent: Microagent) {
  const session = toySession({ word: 'ac', agents: { solver: microagent }, settings: { ask: 'never' } });
  await session.run();
  const view = emptyView();
  const heard = session.entries.flatMap((entry) => {
    applyEntry(view, entry);
    view.settings = SETTINGS;
    return serviceEvents(view, entry);
  });
  return { view, heard };
}

const atOnce = () => viewOf(agent);
const ordinary = () => viewOf({ name: agent.name, propose: agent.propose });

it('shows a step that was decided at once as any other, but for its verification and the words of what lost', async () => {
  const raced = await atOnce();
  const other = await ordinary();
  const shown = ({ view }: { view: SessionView }, step: string) => {
    const { verification, input_tokens, output_tokens, cost_usd, ...rest } = stepSummary(
      view,
      stepOf(view, step),
    );
    expect(cost_usd).toBe(view === raced.view ? 0 : null);
    expect(verification === null).toBe(view === raced.view);
    const votes = rest.votes.map((each) => ({ ...each, summary: each.winner ? each.summary : '' }));
    return { ...rest, votes, tokens: input_tokens + output_tokens };
  };
  for (const step of ['1', '2']) expect(shown(raced, step)).toEqual(shown(other, step));
  expect(shown(raced, '1')).toMatchObject({
    title: 'Letter 1',
    state: 'accepted',
    votes: [
      { label: 'A', key: 'a', votes: 4, winner: true },
      { label: 'B', key: 'b', votes: 1, winner: false },
    ],
    dissent: 1,
    red_flags: [{ rule: 'format', count: 1 }],
  });
});

it('counts what it cost', async () => {
  const [raced, other] = await Promise.all([atOnce(), ordinary()]);
  const { inputTokens, outputTokens, ...counts } = other.view.totals;
  const tokens = inputTokens + outputTokens;
  expect(raced.view.totals).toEqual({ ...counts, inputTokens: 0, outputTokens: tokens, costUsd: 0 });
  expect(raced.view.acceptedState).toBe('ac');
});

it('lists its samples, of which nothing but the votes was kept', async () => {
  const { view } = await atOnce();
  const blobs = { put: nothing, get: nothing, getText: nothing };
  const { sample_list, diffs } = await stepDetail(view, stepOf(view, '1'), { blobs, show: nothing });
  expect(sample_list.map((sample) => sample.class)).toEqual(['A', null, 'B', 'A', 'A', 'A']);
  expect(sample_list[1]).toMatchObject({ outcome: 'flagged', flags: [{ rule: 'format' }] });
  expect(diffs).toEqual([]);
});

it('tells of each step as the one before it ends', async () => {
  const { heard } = await atOnce();
  const told = heard.filter(({ type }) => type === 'step-added' || type === 'step-state');
  expect(told.map((event) => `${event.type} ${'step_id' in event ? event.step_id : ''}`)).toEqual([
    ...['step-state task', 'step-added 1', 'step-state task'],
    ...['step-state 1', 'step-added 2', 'step-state 2', 'step-state task', 'step-state task'],
  ]);
});

function nothing(): Promise<never> {
  return Promise.reject(new Error('There is no such blob.'));
}
