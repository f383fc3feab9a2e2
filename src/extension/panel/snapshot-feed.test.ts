import { expect, test, vi } from 'vitest';
import type { PanelLook, PanelSnapshot } from '../../protocol/panel.ts';
import { snapshotWith } from '../../webview/testing/snapshots.ts';
import type { Seen } from './answer-look.ts';
import { SnapshotFeed } from './snapshot-feed.ts';

const seen: Seen = snapshotWith();
const look: PanelLook = seen.look;

function feedWith(answer: (look: PanelLook) => Promise<Seen>) {
  const posted: PanelSnapshot[] = [];
  const failures: unknown[] = [];
  const post = (snapshot: PanelSnapshot): void => void posted.push(snapshot);
  const feed = new SnapshotFeed({ answer, post, every: 200, fail: (error) => failures.push(error) });
  return { feed, posted, failures };
}

test('at most one snapshot in 200 ms, the last change is never lost, numbers grow', async () => {
  vi.useFakeTimers();
  const answer = vi.fn((asked: PanelLook) => Promise.resolve({ ...seen, look: asked }));
  const { feed, posted } = feedWith(answer);
  feed.look(look);
  for (let count = 0; count < 50; count += 1) feed.changed();
  await vi.advanceTimersByTimeAsync(100);
  expect(posted).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(posted.map(({ number }) => number)).toEqual([1, 2]);
  vi.useRealTimers();
});

test('one fetch at a time, however slow it is', async () => {
  vi.useFakeTimers();
  let running = 0;
  let most = 0;
  const { feed } = feedWith(async (asked) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    running -= 1;
    return { ...seen, look: asked };
  });
  feed.look(look);
  for (let count = 0; count < 20; count += 1) {
    feed.changed();
    await vi.advanceTimersByTimeAsync(150);
  }
  expect(most).toBe(1);
  vi.useRealTimers();
});

test('an answer to a look that was left meanwhile is dropped for the answer to the newest', async () => {
  vi.useFakeTimers();
  const { feed, posted } = feedWith(async (asked) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { ...seen, look: asked };
  });
  feed.look({ ...look, find: 'old' });
  await vi.advanceTimersByTimeAsync(50);
  feed.look({ ...look, find: 'new' });
  await vi.advanceTimersByTimeAsync(2000);
  expect(posted.map((snapshot) => snapshot.look.find)).toEqual(['new']);
  vi.useRealTimers();
});

test('a hidden panel is sent nothing, and gets a fresh snapshot when it is seen again', async () => {
  vi.useFakeTimers();
  const answer = vi.fn((asked: PanelLook) => Promise.resolve({ ...seen, look: asked }));
  const { feed, posted } = feedWith(answer);
  feed.show(false);
  feed.look(look);
  feed.changed();
  await vi.advanceTimersByTimeAsync(1000);
  expect(answer).not.toHaveBeenCalled();
  feed.show(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(posted).toHaveLength(1);
  vi.useRealTimers();
});

test('a failure is told, and the next change tries again', async () => {
  vi.useFakeTimers();
  let first = true;
  const { feed, posted, failures } = feedWith((asked) => {
    if (!first) return Promise.resolve({ ...seen, look: asked });
    first = false;
    return Promise.reject(new Error('lost'));
  });
  feed.look(look);
  await vi.advanceTimersByTimeAsync(500);
  feed.changed();
  await vi.advanceTimersByTimeAsync(500);
  expect(failures).toHaveLength(1);
  expect(posted).toHaveLength(1);
  vi.useRealTimers();
});

test('after the end nothing is sent', async () => {
  vi.useFakeTimers();
  const { feed, posted } = feedWith(async (asked) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { ...seen, look: asked };
  });
  feed.look(look);
  feed.dispose();
  await vi.advanceTimersByTimeAsync(1000);
  expect(posted).toEqual([]);
  vi.useRealTimers();
});
