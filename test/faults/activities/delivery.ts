import { rm } from 'node:fs/promises';
import { expect, onTestFinished } from 'vitest';
import {
  FAULT_KINDS,
  faultsAt,
  type Effect,
  type FaultKind,
  type Faults,
} from '../../../src/store/testing/faulty-file-system.ts';
import {
  nodeFileSystem,
  type DeliveryFileSystem,
} from '../../../src/workspace/delivery/delivery-file-system.ts';
import { lastDelivery } from '../../../src/workspace/delivery/last-delivery.ts';
import { recoverDeliveries } from '../../../src/workspace/delivery/recover-deliveries.ts';
import {
  contents,
  givenDelivery,
  removeDeliveries,
  type GivenDelivery,
} from '../../../src/workspace/testing/given-delivery.ts';
import type { Activity, Outcome } from './activity.ts';

const EFFECTS: Readonly<Record<keyof DeliveryFileSystem, Effect>> = {
  status: 'looks',
  read: 'looks',
  list: 'looks',
  makeFolder: 'takes-space',
  writeNew: 'takes-space',
  rename: 'changes',
  remove: 'changes',
  removeFolder: 'changes',
  syncFolder: 'looks',
};

/** Returns the real file system with those faults; a failing write leaves half of the file behind. */
function faultyDelivery({ isReached, failure }: Faults): DeliveryFileSystem {
  const guarded = Object.entries(nodeFileSystem).map(([name, operation]) => [
    name,
    async (...args: readonly unknown[]) => {
      if (isReached(EFFECTS[name as keyof DeliveryFileSystem])) throw failure();
      return (operation as (...args: readonly unknown[]) => Promise<unknown>)(...args);
    },
  ]);
  return {
    ...(Object.fromEntries(guarded) as unknown as DeliveryFileSystem),
    async writeNew(path, content, like) {
      if (!isReached('takes-space')) return nodeFileSystem.writeNew(path, content, like);
      await nodeFileSystem.writeNew(path, content.subarray(0, content.length >> 1), like);
      throw failure();
    },
  };
}

interface Scene {
  readonly given: GivenDelivery;
  /** The user's files as they were, and as they are delivered. */
  readonly before: Record<string, string>;
  readonly after: Record<string, string>;
}

async function newScene(): Promise<Scene> {
  onTestFinished(removeDeliveries);
  const files = { 'a.txt': 'a\r\n', 'gone.txt': 'gone' };
  const given = await givenDelivery(files, [
    { path: 'a.txt', content: Buffer.from('b\r\n') },
    { path: 'gone.txt', content: null },
    { path: 'new/deep/file', content: Buffer.from('new') },
  ]);
  // The first delivery changes the times of folders, as every later one does.
  await given.undo(await given.delivered());
  const before = await contents(given.user);
  const record = await given.delivered();
  const after = await contents(given.user);
  await given.undo(record);
  return { given, before, after };
}

/** What a delivery, or the undoing of one, has to leave: all of it or nothing, as the next process finds it. */
async function checkAllOrNothing({ given, before, after }: Scene, when: string): Promise<boolean> {
  const { user } = given;
  await recoverDeliveries(user.deliveriesDir, 's1');
  const stands = await lastDelivery({ deliveriesDir: user.deliveriesDir });
  expect(await contents(user), when).toEqual(stands === undefined ? before : after);
  if (stands !== undefined) await given.undo(stands);
  expect(await contents(user), when).toEqual(before);
  // Later deliveries read earlier ones, which would move the operation that fails.
  await rm(user.deliveriesDir, { recursive: true, force: true });
  return stands !== undefined;
}

/** One scene serves all attempts of a test: each ends with the files as they were. */
function onOneScene(
  name: string,
  begin: (scene: Scene) => Promise<(fileSystem: DeliveryFileSystem) => Promise<unknown>>,
  standsWhenDone: boolean,
): Activity {
  let scene: Promise<Scene> | undefined;
  return {
    name,
    atLeast: 4,
    // Its files are written by one call of the system's library, which goes on by itself.
    kinds: FAULT_KINDS.filter((kind) => kind !== 'short-writes'),
    async begin() {
      if (scene === undefined) onTestFinished(() => void (scene = undefined));
      const there = await (scene ??= newScene());
      const work = await begin(there);
      let faults: Faults | undefined;
      return {
        perform: async (at: number, kind: FaultKind) =>
          void (await work(faultyDelivery((faults = faultsAt(at, kind))))),
        wasReached: () => faults?.failed() ?? false,
        async check({ when, done }: Outcome) {
          const stands = await checkAllOrNothing(there, when);
          if (done) expect(stands, when).toBe(standsWhenDone);
        },
      };
    },
  };
}

export const delivering = onOneScene(
  "a delivery to the user's files",
  ({ given }) => Promise.resolve((fileSystem) => given.delivered({ fileSystem })),
  true,
);

export const undoing = onOneScene(
  'the undoing of a delivery',
  async ({ given }) => {
    const { id } = await given.delivered();
    return (fileSystem) => given.undo(id, fileSystem);
  },
  false,
);
