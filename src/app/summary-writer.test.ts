import { expect, test } from 'vitest';
import type { Json } from '../engine/json.ts';
import { SummaryWriter } from './summary-writer.ts';
import { emptyView, type SessionView } from './view/session-view.ts';

function viewAt(status: SessionView['status']): SessionView {
  return { ...emptyView(), id: 'a', status };
}

/** A store whose first write takes until it is let go. */
function slowStore() {
  const written: string[] = [];
  let letGo: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (letGo = resolve));
  let begun = 0;
  const writeSummary = async (_id: string, summary: Json): Promise<void> => {
    begun += 1;
    if (begun === 1) await first;
    written.push((summary as { status: string }).status);
  };
  return { writeSummary, written, letGo: () => letGo(), begun: () => begun };
}

test('a summary that is still being written does not replace a newer one', async () => {
  const store = slowStore();
  const writer = new SummaryWriter(store, 'a');
  const older = writer.rested(viewAt('running'));
  const newer = writer.rested(viewAt('paused'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  store.letGo();
  await Promise.all([older, newer]);
  expect(store.written).toEqual(['running', 'paused']);
});

test('what fails is told to whoever waits for the rest, and hinders no later write', async () => {
  let fails = true;
  const written: Json[] = [];
  const writeSummary = async (_id: string, summary: Json): Promise<void> => {
    if (fails) throw new Error('disk full');
    written.push(summary);
  };
  const writer = new SummaryWriter({ writeSummary }, 'a');
  await expect(writer.rested(viewAt('paused'))).rejects.toThrow('disk full');
  fails = false;
  await writer.rested(viewAt('paused'));
  expect(written).toHaveLength(1);
});
