import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { givenDelivery, removeDeliveries } from '../testing/given-delivery.ts';
import { keptDeliveries } from './kept-deliveries.ts';
import { storedDeliveries } from './stored-delivery.ts';
import { nodeFileSystem } from './delivery-file-system.ts';

afterEach(removeDeliveries);

describe('a delivery that the store keeps', () => {
  it('is needed while it could be undone', async () => {
    const { user, delivered, undo } = await givenDelivery();
    const record = await delivered();
    const [kept] = await keptDeliveries(user.deliveriesDir);
    expect(kept).toMatchObject({ sessionId: 's1', folder: join(user.deliveriesDir, record.id) });
    expect(await kept?.isNeeded()).toBe(true);
    await user.write('crlf.txt', 'edited');
    expect(await kept?.isNeeded()).toBe(false);
    await user.write('crlf.txt', 'one\r\nthree\r\n');
    expect(await kept?.isNeeded()).toBe(true);
    await undo(record);
    const [undone] = await keptDeliveries(user.deliveriesDir);
    expect(await undone?.isNeeded()).toBe(false);
  });

  it('is not needed once its folder is gone, though it only deleted', async () => {
    const { user, delivered } = await givenDelivery({ a: 'a', b: 'b' }, [{ path: 'a', content: null }]);
    await delivered();
    const [kept] = await keptDeliveries(user.deliveriesDir);
    expect(await kept?.isNeeded()).toBe(true);
    await rename(user.root, `${user.root}-elsewhere`);
    expect(await kept?.isNeeded()).toBe(false);
    await rename(`${user.root}-elsewhere`, user.root);
  });

  it.each(['delivering', 'undoing'])(
    'is needed while a process is at %s it, or died at it',
    async (phase) => {
      const { user, delivered } = await givenDelivery();
      const { id } = await delivered();
      await user.write('crlf.txt', 'edited');
      const [stored] = await storedDeliveries(nodeFileSystem, user.deliveriesDir);
      await writeFile(join(user.deliveriesDir, id, 'intent.json'), JSON.stringify({ ...stored, phase }));
      const [kept] = await keptDeliveries(user.deliveriesDir);
      expect(await kept?.isNeeded()).toBe(true);
    },
  );
});
