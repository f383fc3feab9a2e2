import { expect, it } from 'vitest';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Snapshot } from '../../store/snapshot.ts';
import { SnapshotWriter } from './snapshot-writer.ts';

/** A session whose snapshots are written when they are let through. */
function writing(fails: () => boolean = () => false) {
  const written: number[] = [];
  const warned: string[] = [];
  const time = { ms: 0 };
  let seq = 0;
  let letThrough = (): void => undefined;
  const writeSnapshot = async (snapshot: Snapshot): Promise<void> => {
    await new Promise<void>((resolve) => (letThrough = resolve));
    if (fails()) throw new MicrofactoryError({ code: 'store', message: 'The disk is full.' });
    written.push(snapshot.seq);
  };
  const writer = new SnapshotWriter({
    session: { writeSnapshot },
    clock: { monotonic: () => time.ms },
    capture: () => ({ seq, state: null }),
    warn: (sentence) => warned.push(sentence),
  });
  return {
    written,
    warned,
    time,
    rested: () => writer.rested(),
    /** So many events more, with so many steps and samples at hand. */
    hear(events: number, atHand = 2) {
      for (const end = seq + events; seq < end;) {
        seq += 1;
        writer.changed(seq, () => atHand);
      }
    },
    /** Lets what is being written through, and gives what follows the time to begin. */
    async pass() {
      letThrough();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

it('writes after many events, not again before it is done, some time has passed and many more came', async () => {
  const { hear, pass, time, written } = writing();
  hear(4_999);
  await pass();
  expect(written).toEqual([]);
  hear(20_000);
  await pass();
  expect(written).toEqual([5_000]);
  time.ms = 999;
  hear(1);
  await pass();
  expect(written).toEqual([5_000]);
  time.ms = 1_000;
  hear(1);
  await pass();
  expect(written).toEqual([5_000, 25_001]);
});

it('leaves a session with very much at hand alone until it rests', async () => {
  const { hear, pass, rested, written } = writing();
  hear(20_000, 301);
  await pass();
  expect(written).toEqual([]);
  const rest = rested();
  await pass();
  await pass();
  await rest;
  expect(written).toEqual([20_000]);
});

it('writes at rest what the session is then, after what was being written', async () => {
  const { hear, pass, rested, written } = writing();
  hear(5_000);
  hear(7);
  const rest = rested();
  await pass();
  await pass();
  await rest;
  expect(written).toEqual([5_000, 5_007]);
});

it('warns once when a snapshot cannot be written, and goes on trying', async () => {
  let full = true;
  const { hear, pass, time, warned, written } = writing(() => full);
  for (let turn = 1; turn <= 2; turn += 1) {
    hear(5_000);
    await pass();
    time.ms += 1_000;
  }
  expect(warned).toEqual(['The disk is full. Nothing is lost; resuming this session will take longer.']);
  full = false;
  hear(5_000);
  await pass();
  expect(written).toEqual([15_000]);
});
