import { expect, it } from 'vitest';
import type { ServiceEvent } from '../../protocol/event.ts';
import { HeardEvents } from './heard-events.ts';

const event = (seq: number, session_id = 's'): ServiceEvent => ({
  type: 'session-resumed',
  session_id,
  seq,
  at: '',
});

function heardEvents() {
  const asked: string[] = [];
  const events = new HeardEvents({
    follow: (id) => void asked.push(`follow ${id}`),
    unfollow: (id) => void asked.push(`unfollow ${id}`),
  });
  return { events, asked };
}

const aTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

it('what a session says before the reply to its start was read reaches who subscribes in the turn of the reply', async () => {
  const { events } = heardEvents();
  const heard: number[] = [];
  let reply = (_started: { sessionId: string }): void => undefined;
  const starting = events.whileStarting(
    () => new Promise<{ sessionId: string }>((resolve) => (reply = resolve)),
  );
  events.hear([event(1)]);
  events.hear([event(2)]);
  reply({ sessionId: 's' });
  const { sessionId } = await starting;
  events.subscribe(sessionId, ({ seq }) => heard.push(seq));
  await aTurn();
  events.hear([event(3)]);
  expect(heard).toEqual([1, 2, 3]);
});

it('a session that nobody subscribed to in that turn is followed no longer, and nothing of it is kept', async () => {
  const { events, asked } = heardEvents();
  const heard: number[] = [];
  await events.whileStarting(async () => {
    events.hear([event(1)]);
    return { sessionId: 's' };
  });
  await aTurn();
  expect(asked).toEqual(['unfollow s']);
  events.subscribe('s', ({ seq }) => heard.push(seq));
  await aTurn();
  expect(heard).toEqual([]);
});

it('a start that fails keeps nothing', async () => {
  const { events, asked } = heardEvents();
  await expect(events.whileStarting(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await aTurn();
  const heard: number[] = [];
  events.hear([event(1)]);
  events.subscribe('s', ({ seq }) => heard.push(seq));
  await aTurn();
  expect([heard, asked]).toEqual([[], ['follow s']]);
});

it('the engine is asked once for a session, and told when the last listener left', () => {
  const { events, asked } = heardEvents();
  const heard: string[] = [];
  const first = events.subscribe('s', () => heard.push('first'));
  const second = events.subscribe('s', () => heard.push('second'));
  events.hear([event(1)]);
  first();
  events.hear([event(2)]);
  events.hear([event(2, 'another')]);
  second();
  second();
  events.hear([event(3)]);
  expect(heard).toEqual(['first', 'second', 'second']);
  expect(asked).toEqual(['follow s', 'unfollow s']);
});

it('a listener that fails keeps no other from hearing, and hears the rest of the message itself', () => {
  const { events } = heardEvents();
  const heard: string[] = [];
  events.subscribe('s', ({ seq }) => {
    heard.push(`first ${seq}`);
    if (seq === 1) throw new Error('broken');
  });
  events.subscribe('s', ({ seq }) => heard.push(`second ${seq}`));
  expect(() => events.hear([event(1), event(2)])).toThrow('broken');
  expect(heard).toEqual(['first 1', 'second 1', 'first 2', 'second 2']);
});

it('a listener that leaves in the middle of a message hears nothing more of it', () => {
  const { events } = heardEvents();
  const heard: number[] = [];
  const leave = events.subscribe('s', ({ seq }) => {
    heard.push(seq);
    leave();
  });
  events.hear([event(1), event(2)]);
  expect(heard).toEqual([1]);
});
