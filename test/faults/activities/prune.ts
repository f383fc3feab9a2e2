import { expect } from 'vitest';
import type { ActivityOnDisk } from './activity.ts';
import { namesIn } from './names-in.ts';
import { HOME, performPrune, SESSION, storeOn } from './perform.ts';
import { blobsIn, copiesOf, pruneAll, told, writeSession } from './stored-session.ts';

const GOES = '5ca1ab1e-0000-4000-8000-000000000002';

const withBoth = copiesOf(async ({ fileSystem }) => {
  await writeSession(fileSystem, SESSION);
  await writeSession(fileSystem, GOES);
  await (await storeOn(fileSystem)).blobs.put('named by nobody');
  await fileSystem.makeFolder(`${HOME}/importing/interrupted/session`);
});

export const pruning: ActivityOnDisk = {
  name: 'pruning',
  atLeast: 8,
  async begin() {
    const disk = await withBoth();
    const store = await storeOn(disk.fileSystem);
    const [stays, goes] = [await told(store, SESSION), await told(store, GOES)];
    return {
      disk,
      perform: performPrune,
      async check(fileSystem, { when, done }) {
        const found = await storeOn(fileSystem);
        expect(await told(found, SESSION), when).toEqual(stays);
        const isThere = (await found.listSessions()).includes(GOES);
        if (isThere) expect(await told(found, GOES), when).toEqual(goes);
        if (done) expect(isThere, when).toBe(false);
        await pruneAll(fileSystem, HOME);
        expect(await namesIn(fileSystem, `${HOME}/sessions`), when).toEqual([SESSION]);
        expect(await blobsIn(fileSystem, HOME), when).toEqual([...stays.blobs].sort());
      },
    };
  },
};
