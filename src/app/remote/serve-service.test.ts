import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import type { ServiceEvent } from '../../protocol/event.ts';
import type { SessionService } from '../../protocol/service.ts';
import { remoteService } from './remote-service.ts';
import { serveService } from './serve-service.ts';
import { shutDown } from './wire.ts';

const accepted = (seq: number): ServiceEvent => {
  const at = { session_id: 's', seq, at: '' };
  return { type: 'candidate-accepted', ...at, step_id: String(seq), summary: '' };
};

/** A face and an engine with a service that says what it is told to, and a channel between them. */
function joined(close: () => Promise<void> = () => Promise.resolve()) {
  const there = new PassThrough();
  const back = new PassThrough();
  const engine = createMessageConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
  const face = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  const listeners = new Map<string, (event: ServiceEvent) => void>();
  const service = {
    subscribe: (id: string, listener: (event: ServiceEvent) => void) => {
      listeners.set(id, listener);
      return () => void listeners.delete(id);
    },
    sessions: () => Promise.resolve([]),
  } as unknown as SessionService;
  const say = (event: ServiceEvent): void => listeners.get(event.session_id)?.(event);
  serveService({
    connection: engine,
    service: () => service,
    close,
    onUnforeseen: (error) => {
      throw error;
    },
  });
  const remote = remoteService({
    connection: face,
    lost: () => Promise.resolve(undefined),
    dispose: () => face.sendRequest(shutDown).then(() => undefined),
  });
  engine.listen();
  face.listen();
  onTestFinished(() => [engine, face].forEach((end) => end.dispose()));
  return { remote, say };
}

it('what is said at the last moment is heard before the face is told that all is closed', async () => {
  const heard: number[] = [];
  const { remote, say } = joined(() => {
    for (let seq = 1; seq <= 2_500; seq += 1) say(accepted(seq));
    return Promise.resolve();
  });
  remote.subscribe('s', ({ seq }) => heard.push(seq));
  await remote.sessions();
  await remote.dispose();
  expect(heard).toEqual(Array.from({ length: 2_500 }, (_, at) => at + 1));
});

it('a listener that fails holds up nobody, and hears what comes later', async () => {
  const heard: number[] = [];
  const { remote, say } = joined();
  remote.subscribe('s', ({ seq }) => {
    heard.push(seq);
    if (seq === 1) throw new Error('broken');
  });
  await remote.sessions();
  for (let seq = 1; seq <= 2_500; seq += 1) say(accepted(seq));
  await remote.dispose();
  expect(heard).toEqual(Array.from({ length: 2_500 }, (_, at) => at + 1));
});

it('what was said before a listener left is not told to the one that comes after it', async () => {
  const early: number[] = [];
  const late: number[] = [];
  const { remote, say } = joined();
  const leave = remote.subscribe('s', ({ seq }) => early.push(seq));
  await remote.sessions();
  for (let seq = 1; seq <= 2_500; seq += 1) say(accepted(seq));
  leave();
  await remote.sessions();
  remote.subscribe('s', ({ seq }) => late.push(seq));
  await remote.sessions();
  say(accepted(9_999));
  await remote.dispose();
  expect(late.filter((seq) => seq > 2_000)).toEqual([9_999]);
});
