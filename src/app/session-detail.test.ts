import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/cli/support/temporary-folder.ts';
import { sessionDetail as shape } from '../protocol/session.ts';
import { SessionIndexes } from './index/session-indexes.ts';
import { liveRig } from './live/testing/live-rig.ts';
import { openStore } from '../store/open-store.ts';
import { sessionDetail } from './session-detail.ts';
import { createSessionService } from './session-service.ts';

it('a session is told with its first steps, how many more there are, and the totals of all', async () => {
  const { store, create } = await liveRig({ home: temporaryFolder(), steps: 12 });
  const live = await create();
  live.start();
  await live.settled();
  const indexes = new SessionIndexes({
    read: (id, afterSeq) => store.readEntries(id, afterSeq),
    file: (id) => store.paths.session(id).index,
  });
  const index = await indexes.get(live.id, live.journal);
  const few = shape.parse(await sessionDetail(index, 5));
  expect(few.steps.map(({ step_id, state }) => `${step_id} ${state}`)).toEqual([
    'task accepted',
    ...['1 accepted', '2 accepted', '3 accepted', '4 accepted'],
  ]);
  expect(few).toMatchObject({ more_steps: 8, completed_steps: 12, total_steps: 12 });
  const all = shape.parse(await sessionDetail(index));
  expect(all.steps).toHaveLength(13);
  expect(all).not.toHaveProperty('more_steps');
  await live.close();
});

it('a session whose process was killed before its first entry was on disk is said to have ended so', async () => {
  const home = temporaryFolder();
  const id = randomUUID();
  await (await (await openStore({ home })).createSession(id)).close();
  const service = await createSessionService({ home, attended: false });
  await expect(service.session(id.slice(0, 8))).rejects.toMatchObject({
    code: 'not-found',
    message: `Session ${id} ended before anything of it was on disk: run its task again.`,
  });
  await service.dispose();
});
