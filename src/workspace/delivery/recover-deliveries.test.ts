import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryRecord } from '../../engine/ports/workspace.ts';
import { contents, givenDelivery, removeDeliveries, type GivenDelivery } from '../testing/given-delivery.ts';
import { nodeFileSystem, type DeliveryFileSystem } from './delivery-file-system.ts';
import { failingFileSystem } from '../testing/failing-file-system.ts';
import { lastDelivery } from './last-delivery.ts';
import { recoverDeliveries } from './recover-deliveries.ts';

afterEach(removeDeliveries);

describe('whatever operation fails', () => {
  /** Fewer files, the same kinds: changed, deleted, new in a new folder. */
  const few = { 'a.txt': 'a\r\n', 'gone.txt': 'gone' };
  const fewChanges = [
    { path: 'a.txt', content: Buffer.from('b\r\n') },
    { path: 'gone.txt', content: null },
    { path: 'new/deep/file', content: Buffer.from('new') },
  ];

  it.each(['once', 'for-ever'] as const)('(%s) a delivery is all or nothing', async (mode) => {
    const { user, deliver, undo } = await givenDelivery(few, fewChanges);
    const nothing = await contents(user);
    const { record: undone } = await undo(((await deliver()) as { record: DeliveryRecord }).record);
    expect(undone.state).toBe('undone');
    for (let at = 1; ; at += 1) {
      const { fileSystem, failed } = failingFileSystem(at, mode);
      const outcome = await deliver({ fileSystem }).catch((error: unknown) => ({
        kind: 'failed' as const,
        error,
      }));
      if (mode === 'for-ever') await recoverDeliveries(user.deliveriesDir, 's1');
      const state = await contents(user);
      if (!failed()) {
        expect(outcome.kind).toBe('delivered');
        expect(state).not.toEqual(nothing);
        expect(at).toBeGreaterThan(40);
        break;
      }
      if (outcome.kind === 'failed')
        expect(outcome.error).toMatchObject({ message: expect.stringMatching(/\.$/) });
      const stands = await lastDelivery({ deliveriesDir: user.deliveriesDir });
      if (stands === undefined) expect(state, `operation ${at}`).toEqual(nothing);
      else await undo(stands);
      expect(await contents(user), `operation ${at}`).toEqual(nothing);
      // Earlier deliveries are read by later ones, and would move the operation that fails.
      await rm(user.deliveriesDir, { recursive: true, force: true });
    }
  });

  it.each(['once', 'for-ever'] as const)('(%s) an undo is all or nothing', async (mode) => {
    const { user, delivered, undo } = await givenDelivery(few, fewChanges);
    const nothing = await contents(user);
    const record = await delivered();
    const everything = await contents(user);
    for (let at = 1; ; at += 1) {
      const { fileSystem, failed } = failingFileSystem(at, mode);
      const succeeded = await undo(record, fileSystem).then(
        () => true,
        () => false,
      );
      if (mode === 'for-ever') await recoverDeliveries(user.deliveriesDir, 's1');
      const stands = await lastDelivery({ deliveriesDir: user.deliveriesDir });
      expect(await contents(user), `operation ${at}`).toEqual(stands === undefined ? nothing : everything);
      if (!failed()) {
        expect(succeeded).toBe(true);
        expect(at).toBeGreaterThan(40);
        break;
      }
      if (stands === undefined) break;
    }
  });
});

describe('when putting back fails too', () => {
  it('leaves a delivery that recovery completes, at whatever operation that happens', async () => {
    const { user, deliver, undo } = await givenDelivery({ a: '1', b: '1' }, [
      { path: 'a', content: Buffer.from('2') },
      { path: 'b', content: Buffer.from('2') },
    ]);
    const nothing = await contents(user);
    const counting = failingFileSystem(Infinity, 'once');
    await deliver({ fileSystem: counting.fileSystem });
    await undo((await lastDelivery({ deliveriesDir: user.deliveriesDir }))?.id ?? '');
    const last = counting.count();
    for (let forEverAfter = 1; forEverAfter < 40; forEverAfter += 1) {
      await rm(user.deliveriesDir, { recursive: true, force: true });
      const { fileSystem } = failingFileSystem(last, { forEverAfter });
      await expect(deliver({ fileSystem })).rejects.toThrow();
      await recoverDeliveries(user.deliveriesDir, 's1');
      const stands = await lastDelivery({ deliveriesDir: user.deliveriesDir });
      if (stands !== undefined) await undo(stands);
      expect(await contents(user), `${forEverAfter} operations after the first failure`).toEqual(nothing);
    }
  });
});

describe('recovery', () => {
  async function interrupted(): Promise<GivenDelivery> {
    const all = await givenDelivery({ a: '1', b: '1' }, [
      { path: 'a', content: Buffer.from('2') },
      { path: 'b', content: Buffer.from('2') },
    ]);
    for (let at = 1; (await all.user.read('a')) === '1'; at += 1) {
      await rm(all.user.deliveriesDir, { recursive: true, force: true });
      await all.deliver({ fileSystem: failingFileSystem(at, 'for-ever').fileSystem }).catch(() => undefined);
    }
    return all;
  }

  it('puts back a half delivery once, and says so', async () => {
    const { user } = await interrupted();
    expect([await user.read('a'), await user.read('b')]).toEqual(['2', '1']);
    const recovered = await recoverDeliveries(user.deliveriesDir, 's1');
    expect(recovered.at(-1)).toMatchObject({ record: { state: 'rolled-back' }, left: [] });
    expect([await user.read('a'), await user.read('b')]).toEqual(['1', '1']);
    expect(await recoverDeliveries(user.deliveriesDir, 's1')).toEqual([]);
  });

  it('leaves alone what the user wrote after the interruption', async () => {
    const { user } = await interrupted();
    await user.write('a', 'mine now');
    const recovered = await recoverDeliveries(user.deliveriesDir, 's1');
    expect(recovered.at(-1)?.left).toEqual(['a']);
    expect([await user.read('a'), await user.read('b')]).toEqual(['mine now', '1']);
  });

  it("does not touch other sessions' deliveries, nor those of a living process unless it owns the session", async () => {
    const { user } = await interrupted();
    expect(await recoverDeliveries(user.deliveriesDir, 'other')).toEqual([]);
    for (const id of await readdir(user.deliveriesDir)) {
      const intent = join(user.deliveriesDir, id, 'intent.json');
      const text = await readFile(intent, 'utf8').catch(() => undefined);
      if (text !== undefined)
        await writeFile(intent, text.replace(`"id": ${process.pid}`, `"id": ${process.ppid}`));
    }
    expect(await recoverDeliveries(user.deliveriesDir)).toEqual([]);
    expect((await recoverDeliveries(user.deliveriesDir, 's1')).length).toBeGreaterThan(0);
  });

  it('does not take a delivery that is under way for a left-behind one', async () => {
    const { user, delivered } = await givenDelivery();
    const fileSystem: DeliveryFileSystem = {
      ...nodeFileSystem,
      async rename(from, to) {
        await nodeFileSystem.rename(from, to);
        expect(await recoverDeliveries(user.deliveriesDir, 's1')).toEqual([]);
      },
    };
    expect((await delivered({ fileSystem })).state).toBe('delivered');
  });

  it('refuses a damaged record in one sentence', async () => {
    const { user, delivered, undo } = await givenDelivery();
    const { id } = await delivered();
    await writeFile(join(user.deliveriesDir, id, 'intent.json'), '{"version": 1, "files": ');
    await expect(undo(id)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringContaining('damaged'),
    });
  });
});
