import { expect, it } from 'vitest';
import type { ServiceEvent } from '../../protocol/event.ts';
import { EventOutbox } from './event-outbox.ts';

const base = { session_id: 's', seq: 1, at: '' };
const progress = (message: string): ServiceEvent => ({ type: 'progress', ...base, message });
const resumed = (seq: number): ServiceEvent => ({ type: 'session-resumed', ...base, seq });

function sample(step: string, index: number): ServiceEvent {
  const asked = { agent: '', model: '', outcome: 'valid' as const, class: 'A', flags: [], votes: {}, k: 3 };
  const tokens = { input_tokens: 0, output_tokens: 0, cost_usd: null };
  return { type: 'sample-recorded', ...base, step_id: step, index, ...asked, ...tokens };
}

/** A channel that takes nothing until it is told to. */
function closedChannel() {
  const sent: ServiceEvent[] = [];
  const taken: (() => void)[] = [];
  const outbox = new EventOutbox((event) => {
    sent.push(event);
    return new Promise((resolve) => taken.push(resolve));
  });
  const open = async (): Promise<void> => {
    while (taken.length > 0) {
      taken.shift()?.();
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  return { outbox, sent, open };
}

it('a channel with room gets every event in its order', async () => {
  const sent: ServiceEvent[] = [];
  const outbox = new EventOutbox(async (event) => void sent.push(event));
  const events = [progress('a'), sample('1', 0), progress('b'), sample('1', 1), resumed(9)];
  events.forEach((event) => outbox.push(event));
  await outbox.passed();
  expect(sent).toEqual(events);
});

it('a flood on a full channel is thinned to the newest of each, and loses nothing else', async () => {
  const { outbox, sent, open } = closedChannel();
  for (let seq = 0; seq < 2_000; seq += 1) {
    outbox.push(progress(String(seq)));
    outbox.push(sample(seq % 2 === 0 ? '1' : '2', seq));
    if (seq % 100 === 0) outbox.push(resumed(seq));
  }
  const before = sent.length;
  expect(before).toBeLessThanOrEqual(32);
  await open();
  const later = sent.slice(before);
  expect(sent.filter(({ type }) => type === 'session-resumed').map(({ seq }) => seq)).toEqual(
    Array.from({ length: 20 }, (_, at) => at * 100),
  );
  expect(later.filter(({ type }) => type === 'progress')).toEqual([progress('1999')]);
  expect(later.filter(({ type }) => type === 'sample-recorded')).toEqual([
    sample('1', 1998),
    sample('2', 1999),
  ]);
});

it('what was pushed before is on its way when `passed` resolves, although more comes after', async () => {
  const { outbox, sent, open } = closedChannel();
  for (let seq = 0; seq < 100; seq += 1) outbox.push(resumed(seq));
  const passed = outbox.passed().then(() => sent.length);
  outbox.push(resumed(100));
  await open();
  expect(await passed).toBeGreaterThanOrEqual(100);
  expect(sent).toHaveLength(101);
});

it('an event that cannot be sent does not hold up the next', async () => {
  const sent: number[] = [];
  const outbox = new EventOutbox((event) => {
    sent.push(event.seq);
    return Promise.reject(new Error('closed'));
  });
  for (let seq = 0; seq < 100; seq += 1) outbox.push(resumed(seq));
  await outbox.passed();
  expect(sent).toHaveLength(100);
});

it('a hundred thousand steps on a full channel wait in bounded memory, and the last of them is heard', async () => {
  const { outbox, sent, open } = closedChannel();
  const state = (step: number): ServiceEvent => ({
    type: 'step-state',
    ...base,
    step_id: String(step),
    state: 'accepted',
    phase: 'done',
  });
  for (let step = 1; step <= 100_000; step += 1) outbox.push(state(step));
  outbox.push(resumed(7));
  await open();
  expect(sent.length).toBeLessThan(1_100);
  expect(sent.slice(-2)).toEqual([state(100_000), resumed(7)]);
});
