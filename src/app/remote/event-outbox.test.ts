import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ServiceEvent } from '../../protocol/event.ts';
import { EventOutbox } from './event-outbox.ts';

const base = { session_id: 's', seq: 1, at: '' };
const progress = (message: string): ServiceEvent => ({ type: 'progress', ...base, message });
const warning = (seq: number): ServiceEvent => ({ type: 'warning', ...base, seq, message: '' });
const resumed = (seq: number): ServiceEvent => ({ type: 'session-resumed', ...base, seq });
const accepted = (seq: number, session_id = 's', summary = ''): ServiceEvent => ({
  type: 'candidate-accepted',
  ...base,
  session_id,
  seq,
  step_id: String(seq),
  summary,
});
const question = (seq: number): ServiceEvent => {
  const wait_state = { step_id: '1', trigger: 'doubt', details: '', opened_seq: seq };
  return { type: 'gate-opened', ...base, seq, step_id: '1', wait_state };
};
const skipped = (seq: number, count: number, session_id = 's'): ServiceEvent => ({
  type: 'events-skipped',
  ...base,
  session_id,
  seq,
  count,
});

const aTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** A host that hears at once. */
function quickHost() {
  const batches: ServiceEvent[][] = [];
  const outbox = new EventOutbox(async (events) => void batches.push([...events]));
  return { outbox, batches, heard: () => batches.flat() };
}

/** A host that hears nothing until it is told to. */
function slowHost() {
  const batches: ServiceEvent[][] = [];
  let hear = (): void => undefined;
  const outbox = new EventOutbox((events) => {
    batches.push([...events]);
    return new Promise((resolve) => (hear = resolve));
  });
  const hearAll = async (): Promise<ServiceEvent[]> => {
    const passed = outbox.passed();
    let over = false;
    void passed.then(() => (over = true));
    while (!over) {
      hear();
      await aTurn();
    }
    return batches.flat();
  };
  return { outbox, batches, hearAll };
}

it('what happens in one turn goes as one message, in its order, and nothing is left out of it', async () => {
  const { outbox, batches } = quickHost();
  const events = [resumed(1), accepted(2), warning(3), accepted(4), progress('a'), resumed(6)];
  events.forEach((event) => outbox.push(event));
  await outbox.passed();
  expect(batches).toEqual([events]);
});

it('ten thousand events that come at once are heard once each, in their order', async () => {
  const { outbox, heard } = quickHost();
  const events = Array.from({ length: 9_999 }, (_, at) => accepted(at));
  events.forEach((event) => outbox.push(event));
  await outbox.passed();
  expect(heard()).toEqual(events);
});

it('no message has more than 1,000 events or 256 Ki characters, unless one event alone is larger', async () => {
  const { outbox, batches } = quickHost();
  for (let seq = 0; seq < 2_200; seq += 1) outbox.push(accepted(seq));
  for (let seq = 0; seq < 20; seq += 1) outbox.push(accepted(seq, 's', 'x'.repeat(30_000)));
  outbox.push(accepted(10, 's', 'x'.repeat(300_000)));
  await outbox.passed();
  const small = batches.filter((batch) => batch.length > 1);
  expect(Math.max(...small.map((batch) => batch.length))).toBe(1_000);
  expect(Math.max(...small.map((batch) => JSON.stringify(batch).length))).toBeLessThan(263_000);
  expect(batches.at(-1)).toHaveLength(1);
  expect(batches.flat()).toHaveLength(2_221);
});

it('the next message goes only when the one before was heard', async () => {
  const { outbox, batches, hearAll } = slowHost();
  for (let seq = 0; seq < 2_500; seq += 1) outbox.push(accepted(seq));
  await pause(100);
  expect(batches).toHaveLength(1);
  expect(await hearAll()).toHaveLength(2_500);
});

it('of the progress sentences of a session that wait, the newest is heard', async () => {
  const { outbox, heard } = quickHost();
  outbox.push(progress('a'));
  outbox.push(accepted(2));
  outbox.push(progress('b'));
  outbox.push({ ...progress('c'), session_id: 'other' });
  await outbox.passed();
  expect(heard()).toEqual([accepted(2), progress('b'), { ...progress('c'), session_id: 'other' }]);
});

it('for a host that is far behind, events of steps become one that says how many; what a person acts on stays', async () => {
  const { outbox, batches, hearAll } = slowHost();
  outbox.push(resumed(0));
  await aTurn();
  await aTurn();
  expect(batches).toEqual([[resumed(0)]]);
  for (let seq = 1; seq <= 20_500; seq += 1) {
    outbox.push(seq % 1_000 === 0 ? question(seq) : accepted(seq, seq % 2 === 0 ? 's' : 't'));
  }
  const heard = await hearAll();
  const kept = heard.filter(({ type }) => type === 'gate-opened').map(({ seq }) => seq);
  expect(kept).toEqual(Array.from({ length: 20 }, (_, at) => (at + 1) * 1_000));
  const left = heard.filter(({ type }) => type === 'events-skipped');
  const accounted = left.reduce((sum, event) => sum + (event.type === 'events-skipped' ? event.count : 0), 0);
  expect(accounted + heard.length - left.length).toBe(20_501);
  for (const id of ['s', 't']) {
    const seqs = heard.filter(({ session_id }) => session_id === id).map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
  }
  expect(heard.at(-1)).toEqual(accepted(20_500));
});

it('a host that hears nothing makes nobody remember more than so many events', async () => {
  const { outbox, batches, hearAll } = slowHost();
  for (let seq = 1; seq <= 500_000; seq += 1) {
    outbox.push(seq % 50 === 0 ? warning(seq) : accepted(seq));
    if (seq % 100_000 === 0) await aTurn();
  }
  outbox.push(resumed(500_001));
  expect(batches).toHaveLength(1);
  const heard = await hearAll();
  expect(heard.length).toBeLessThan(20_000);
  expect(heard.at(-1)).toEqual(resumed(500_001));
  expect(heard.filter(({ type }) => type === 'events-skipped').length).toBeGreaterThan(0);
});

it('warnings, which nobody records, are left out only when there is nothing else to leave out', async () => {
  const { outbox, hearAll } = slowHost();
  outbox.push(resumed(0));
  await aTurn();
  await aTurn();
  for (let seq = 1; seq <= 2_000; seq += 1) outbox.push(warning(seq));
  for (let seq = 2_001; seq <= 10_000; seq += 1) outbox.push(accepted(seq));
  const heard = await hearAll();
  expect(heard.filter(({ type }) => type === 'warning')).toHaveLength(2_000);
  expect(heard.at(-1)).toEqual(skipped(10_000, 8_000));
});

it('what waits of a session that nobody hears any more is forgotten, and that of others is not', async () => {
  const { outbox, heard } = quickHost();
  outbox.push(accepted(1, 's'));
  outbox.push(accepted(2, 't'));
  outbox.forget('s');
  await outbox.passed();
  expect(heard()).toEqual([accepted(2, 't')]);
});

it('what was pushed before is on its way when `passed` resolves, although more comes after', async () => {
  const { outbox, batches, hearAll } = slowHost();
  for (let seq = 0; seq < 1_200; seq += 1) outbox.push(resumed(seq));
  const passed = outbox.passed().then(() => batches.flat().length);
  outbox.push(resumed(1_200));
  await hearAll();
  expect(await passed).toBeGreaterThanOrEqual(1_200);
  expect(batches.flat()).toHaveLength(1_201);
});

it('a message that cannot be sent does not hold up the next', async () => {
  const sent: number[] = [];
  const outbox = new EventOutbox((events) => {
    sent.push(...events.map(({ seq }) => seq));
    return Promise.reject(new Error('closed'));
  });
  for (let seq = 0; seq < 1_200; seq += 1) outbox.push(resumed(seq));
  await outbox.passed();
  expect(sent).toHaveLength(1_200);
});
