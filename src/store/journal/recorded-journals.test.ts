import { cp, readdir, readFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { foldedFixture } from '../../../test/support/journal-fixture.ts';
import { readSnapshot } from '../snapshot.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import type { JournalDamage } from './damage.ts';
import { openJournal } from './open-journal.ts';

const FOLDER = fileURLToPath(new URL('../../../test/fixtures/journals', import.meta.url));

const recorded = readdirSync(FOLDER)
  .filter((name) => /^v\d+$/.test(name))
  .flatMap((version) => readdirSync(join(FOLDER, version)).map((name) => join(version, name)));

async function expectedOf(name: string): Promise<{ readonly lastSeq: number; readonly types: object }> {
  return JSON.parse(await readFile(join(FOLDER, name, 'expected.json'), 'utf8')) as never;
}

describe('a journal that an earlier version wrote', () => {
  it('is there in every shape', () => {
    expect(recorded.map((name) => name.replace(/^v1./, ''))).toEqual(
      expect.arrayContaining(['voted', 'compacted', 'with-snapshot']),
    );
  });

  it.each(recorded)('comes to the same state for ever: %s', async (name) => {
    const dir = join(FOLDER, name);
    const expected = await expectedOf(name);
    expect(await foldedFixture(dir, 'journal')).toEqual(expected);
    const resumed = await foldedFixture(dir, 'snapshot');
    expect({ ...resumed, types: expected.types }).toEqual(expected);
  });

  it.each(recorded)('is gone on with, undamaged: %s', async (name) => {
    const dir = join(await temporaryFolder(), 'session');
    await cp(join(FOLDER, name), dir, { recursive: true });
    const snapshot = await readSnapshot(join(dir, 'snapshot.json'));
    const damage: JournalDamage[] = [];
    const journal = await openJournal({
      dir: join(dir, 'journal'),
      trusted: snapshot,
      onDamage: (found) => damage.push(found),
    });
    expect(damage).toEqual([]);
    expect(journal.holdsTrusted).toBe(snapshot !== undefined);
    const { lastSeq } = await expectedOf(name);
    expect(journal.append({ type: 'session-resumed' })).toBe(lastSeq + 1);
    await journal.close();
  });

  it('of races is compressed, and the one with a snapshot has it', async () => {
    const names = await readdir(join(FOLDER, 'v1', 'compacted', 'journal'));
    expect(names.length).toBeGreaterThan(2);
    expect(names.every((name) => name.endsWith('.jsonl.gz'))).toBe(true);
    expect((await readSnapshot(join(FOLDER, 'v1', 'with-snapshot', 'snapshot.json')))?.seq).toBe(30);
    const { types } = await expectedOf(join('v1', 'voted'));
    expect(Object.keys(types).length).toBeGreaterThan(8);
  });
});
