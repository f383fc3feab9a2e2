import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { givenDelivery, removeDeliveries } from '../testing/given-delivery.ts';
import { lastDelivery } from './last-delivery.ts';

afterEach(removeDeliveries);

describe('undo', () => {
  it('refuses, naming the files, once they are no longer what was delivered', async () => {
    const { user, delivered, undo } = await givenDelivery();
    const record = await delivered();
    await user.write('crlf.txt', 'edited');
    await user.write('src/gone.js', 'made again');
    const before = await user.fingerprint();
    const undoing = undo(record);
    await expect(undoing).rejects.toMatchObject({
      code: 'conflict',
      data: { files: ['crlf.txt', 'src/gone.js'] },
    });
    expect(await user.fingerprint()).toEqual(before);
  });

  it('keeps a folder that it made once the user has put something in', async () => {
    const { user, delivered, undo } = await givenDelivery();
    const record = await delivered();
    await user.write('new/mine.txt', 'mine');
    await undo(record);
    expect(await readdir(join(user.root, 'new'))).toEqual(['mine.txt']);
  });

  it('is done once', async () => {
    const { delivered, undo } = await givenDelivery();
    const record = await delivered();
    await undo(record);
    await expect(undo(record)).rejects.toMatchObject({ code: 'usage' });
  });

  it.each(['no-such-id', '../s', ''])('knows no delivery %j', async (id) => {
    const { undo } = await givenDelivery({ a: '' }, []);
    await expect(undo(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('finds the last delivery that stands, though the clock went back', async () => {
    const { user, workspace, to, delivered, undo } = await givenDelivery();
    const { deliveriesDir, root: userRoot } = user;
    const clock = (now: number) => ({ now: () => now, monotonic: () => 0 });
    const first = await delivered({ clock: clock(2_000) });
    const more = await workspace.writeTree(to, [{ path: 'more', content: Buffer.from('') }]);
    const second = await delivered({ to: more, clock: clock(1_000) });
    expect(await lastDelivery({ deliveriesDir, userRoot })).toEqual(second);
    expect(await lastDelivery({ deliveriesDir, sessionId: 'other' })).toBeUndefined();
    await undo(second);
    expect(await lastDelivery({ deliveriesDir, sessionId: 's1' })).toEqual(first);
  });
});
