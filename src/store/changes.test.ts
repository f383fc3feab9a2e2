import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from './open-store.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Returns a watcher that resolves when it has heard of an id, and all that it has heard of. */
async function watched(home: string) {
  const store = await openStore({ home });
  const heard: string[] = [];
  let tell = (): void => undefined;
  onTestFinished(
    store.watchSessions((ids) => {
      heard.push(...ids);
      tell();
    }),
  );
  const until = async (id: string): Promise<void> => {
    while (!heard.includes(id)) await new Promise<void>((resolve) => (tell = resolve));
  };
  return { heard, until };
}

async function begun(home: string): Promise<{ id: string; change: () => Promise<void> }> {
  const store = await openStore({ home });
  const id = randomUUID();
  await (await store.createSession(id)).close();
  return { id, change: () => store.writeSummary(id, { a: 1 }) };
}

it('a change by one store is heard of by another, with the id of the session and of no other', async () => {
  const home = await temporaryFolder();
  const one = await begun(home);
  const other = await begun(home);
  await other.change();
  const { heard, until } = await watched(home);
  await one.change();
  await until(one.id);
  expect(new Set(heard)).toEqual(new Set([one.id]));
});

it('changes in quick succession are told together', async () => {
  const home = await temporaryFolder();
  const { id, change } = await begun(home);
  const { heard, until } = await watched(home);
  await Promise.all(Array.from({ length: 20 }, change));
  await until(id);
  expect(heard).toEqual([id]);
});

it('a session that never began is told of when it is removed', async () => {
  const home = await temporaryFolder();
  const { id } = await begun(home);
  const { until } = await watched(home);
  await (await openStore({ home })).removeSession(id);
  await until(id);
});

it('watching begins anew after the folder was removed', async () => {
  const home = await temporaryFolder();
  const { id, change } = await begun(home);
  const { until } = await watched(home);
  rmSync(join(home, 'changes'), { recursive: true });
  await change();
  await until(id);
});

it('a folder that no marker can be written in hinders no session', async () => {
  const home = await temporaryFolder();
  const { change } = await begun(home);
  rmSync(join(home, 'changes'), { recursive: true });
  writeFileSync(join(home, 'changes'), 'not a folder');
  await expect(change()).resolves.toBeUndefined();
});
