import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Json } from '../engine/json.ts';
import { openInbox } from './inbox.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function taken(dir: string): Promise<Json[]> {
  const messages: Json[] = [];
  await openInbox({ dir }).take(async (message) => void messages.push(message));
  return messages;
}

it('gives messages once, in the order they were put, even when the clock goes back', async () => {
  const dir = await temporaryFolder();
  let now = 5000;
  const inbox = openInbox({ dir, clock: { now: () => (now -= 100), monotonic: () => 0 } });
  for (let index = 0; index < 12; index += 1) await inbox.put({ index });
  expect(await taken(dir)).toEqual(Array.from({ length: 12 }, (_, index) => ({ index })));
  expect(await taken(dir)).toEqual([]);
  expect(await readdir(dir)).toEqual([]);
});

it('gives a message again when it was not handled to the end', async () => {
  const dir = await temporaryFolder();
  const inbox = openInbox({ dir });
  await inbox.put('first');
  await inbox.put('second');
  const killed = inbox.take(() => Promise.reject(new Error('killed before it was recorded')));
  await expect(killed).rejects.toThrow('killed before');
  expect(await taken(dir)).toEqual(['first', 'second']);
});

it('gives no message to two takers of one owner', async () => {
  const dir = await temporaryFolder();
  const inbox = openInbox({ dir });
  for (let index = 0; index < 5; index += 1) await inbox.put(index);
  const seen: Json[] = [];
  const record = async (message: Json): Promise<void> => void seen.push(message);
  await Promise.all([inbox.take(record), inbox.take(record)]);
  expect(seen).toEqual([0, 1, 2, 3, 4]);
});

it('leaves alone what is no message, and keeps aside a message that is no JSON', async () => {
  const dir = await temporaryFolder();
  const bad = `${'1'.padStart(16, '0')}-0a.json`;
  await writeFile(join(dir, bad), '{"cut');
  await writeFile(join(dir, 'x.json.tmp'), '{}');
  await openInbox({ dir }).put('good');
  expect(await taken(dir)).toEqual(['good']);
  expect((await readdir(dir)).sort()).toEqual([`${bad}.damaged`, 'x.json.tmp'].sort());
});

it('is empty where nobody left anything', async () => {
  expect(await taken(join(await temporaryFolder(), 'none'))).toEqual([]);
});

it.each([
  ['the system tells of changes', 60_000, true],
  ['it has to look for itself', 20, false],
])('tells a watcher of messages there before and after, when %s', async (_what, pollMs, folderExists) => {
  const parent = await temporaryFolder();
  const dir = folderExists ? parent : join(parent, 'inbox');
  const owner = openInbox({ dir, pollMs });
  const messages: Json[] = [];
  const inbox = openInbox({ dir });
  if (folderExists) await inbox.put('before');
  let arrived = (): void => undefined;
  const stop = owner.watch(() => {
    void owner.take(async (message) => void messages.push(message)).then(() => arrived());
  });
  const until = async (count: number): Promise<void> => {
    while (messages.length < count) await new Promise<void>((resolve) => (arrived = resolve));
  };
  if (folderExists) await until(1);
  await inbox.put('after');
  await until(folderExists ? 2 : 1);
  stop();
  expect(messages.at(-1)).toBe('after');
});
