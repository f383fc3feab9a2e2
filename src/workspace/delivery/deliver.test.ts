import { chmod, mkdir, readdir, readFile, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CHANGES, contents, givenDelivery, removeDeliveries } from '../testing/given-delivery.ts';
import type { UserFolder } from '../testing/user-folder.ts';
import { nodeFileSystem, type DeliveryFileSystem } from './delivery-file-system.ts';

afterEach(removeDeliveries);

describe('deliver', () => {
  it('writes every byte of the targets and nothing else', async () => {
    const { user, workspace, to, delivered } = await givenDelivery();
    const before = await user.fingerprint();
    const record = await delivered();
    expect(record).toMatchObject({ state: 'delivered', sessionId: 's1', userRoot: user.root });
    for (const path of await workspace.list(to))
      expect(await readFile(join(user.root, path)), path).toEqual(
        Buffer.from((await workspace.read(to, path)) ?? []),
      );
    await expect(stat(join(user.root, 'src/gone.js'))).rejects.toThrow();
    if (process.platform !== 'win32')
      expect((await stat(join(user.root, 'run.sh'))).mode & 0o777).toBe(0o755);
    const after = await user.fingerprint();
    const targets = new Set(CHANGES.map(({ path }) => path));
    const others = (all: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(all).filter(([path]) => !targets.has(path) && !path.startsWith('new')),
      );
    expect(others(after)).toEqual(others(before));
    expect(Object.keys(after).filter((path) => path.includes('.microfactory'))).toEqual([]);
  });

  it('is undone to every byte, mode and folder; the index and all refs were never touched', async () => {
    const { user, delivered, undo } = await givenDelivery();
    const before = await contents(user);
    const { record } = await undo((await delivered()).id);
    expect(record.state).toBe('undone');
    expect(await contents(user)).toEqual(before);
  });

  it('says when there is nothing to deliver, also when the user wrote the same', async () => {
    const { user, workspace, deliver } = await givenDelivery({ a: '1' }, [
      { path: 'a', content: Buffer.from('2') },
    ]);
    expect(await deliver({ to: workspace.base })).toEqual({ kind: 'nothing-to-deliver' });
    await user.write('a', '2');
    expect(await deliver()).toEqual({ kind: 'nothing-to-deliver' });
  });

  const LINES = '1\n2\n3\n4\n5\n6\n7\n8\n';
  const toLast = [{ path: 'a', content: Buffer.from(LINES.replace('8', 'eight')) }];

  it.each<{ what: string; change: (user: UserFolder) => Promise<void>; mergeable: boolean }>([
    {
      what: 'was edited elsewhere in the file',
      change: (user) => user.write('a', `one${LINES.slice(1)}`),
      mergeable: true,
    },
    {
      what: 'was edited at the same place',
      change: (user) => user.write('a', LINES.replace('8', 'acht')),
      mergeable: false,
    },
    { what: 'was deleted', change: (user) => unlink(join(user.root, 'a')), mergeable: false },
    {
      what: 'became a link',
      change: async (user) => {
        await unlink(join(user.root, 'a'));
        await user.write('elsewhere', LINES);
        await symlink('elsewhere', join(user.root, 'a'));
      },
      mergeable: false,
    },
    {
      what: 'became a folder',
      change: async (user) => {
        await unlink(join(user.root, 'a'));
        await mkdir(join(user.root, 'a'));
      },
      mergeable: false,
    },
  ])('refuses a target that $what, and writes nothing', async ({ change, mergeable }) => {
    const { user, deliver } = await givenDelivery({ a: LINES, b: 'b' }, [
      ...toLast,
      { path: 'b', content: Buffer.from('c') },
    ]);
    await change(user);
    const before = await user.fingerprint();
    expect(await deliver()).toEqual({ kind: 'refused', changed: ['a'], mergeable });
    if (!mergeable) expect(await deliver({ merge: true })).toMatchObject({ kind: 'refused', changed: ['a'] });
    expect(await user.fingerprint()).toEqual(before);
  });

  it('refuses a new file where the user made another, and a path whose folder became a link', async () => {
    const { user, deliver } = await givenDelivery({ a: 'a' }, [{ path: 'new/x', content: Buffer.from('x') }]);
    await user.write('new/x', 'mine');
    expect(await deliver({ merge: true })).toMatchObject({ kind: 'refused', changed: ['new/x'] });
    await rm(join(user.root, 'new'), { recursive: true });
    await symlink(user.sessionDir, join(user.root, 'new'));
    expect(await deliver()).toEqual({ kind: 'refused', changed: ['new/x'], mergeable: false });
    expect(await readdir(user.sessionDir)).not.toContain('x');
  });

  it('merges what can be merged when asked to, keeps line endings, and undoes to what the user had', async () => {
    const crlf = LINES.replaceAll('\n', '\r\n');
    const { user, delivered, undo } = await givenDelivery({ a: crlf }, [
      { path: 'a', content: Buffer.from(crlf.replace('8', 'eight')) },
    ]);
    await user.write('a', crlf.replace('1', 'one'));
    const record = await delivered({ merge: true });
    expect(await user.read('a')).toBe(crlf.replace('1', 'one').replace('8', 'eight'));
    await undo(record);
    expect(await user.read('a')).toBe(crlf.replace('1', 'one'));
  });

  it('keeps permissions that the user gave meanwhile', async () => {
    const { user, delivered, undo } = await givenDelivery({ a: '1' }, [
      { path: 'a', content: Buffer.from('2') },
    ]);
    await chmod(join(user.root, 'a'), 0o755);
    await undo(await delivered());
    if (process.platform !== 'win32') expect((await stat(join(user.root, 'a'))).mode & 0o777).toBe(0o755);
  });

  it('delivers more of the same session over what it delivered before, but never over a merge', async () => {
    const { user, workspace, to, deliver, delivered } = await givenDelivery({ a: LINES }, toLast);
    await delivered();
    const more = await workspace.writeTree(to, [{ path: 'a', content: Buffer.from('all new\n') }]);
    expect(await deliver({ to: more, sessionId: 's2' })).toMatchObject({ kind: 'refused' });
    await delivered({ to: more });
    expect(await user.read('a')).toBe('all new\n');
  });

  it('takes a merge with the user’s edits for the user’s', async () => {
    const { user, workspace, to, deliver, delivered } = await givenDelivery({ a: LINES }, toLast);
    await user.write('a', LINES.replace('1', 'one'));
    await delivered({ merge: true });
    const more = await workspace.writeTree(to, [{ path: 'a', content: Buffer.from('all new\n') }]);
    expect(await deliver({ to: more })).toMatchObject({ kind: 'refused', changed: ['a'] });
  });

  it('refuses when the user saves a target between the comparison and the write', async () => {
    const { user, deliver } = await givenDelivery({ a: '1', b: '1' }, [
      { path: 'a', content: Buffer.from('2') },
      { path: 'b', content: Buffer.from('2') },
    ]);
    const fileSystem: DeliveryFileSystem = {
      ...nodeFileSystem,
      async writeNew(path, content, like) {
        await nodeFileSystem.writeNew(path, content, like);
        if (path.endsWith('-1')) await writeFile(join(user.root, 'b'), 'saved');
      },
    };
    expect(await deliver({ fileSystem })).toEqual({ kind: 'refused', changed: ['b'], mergeable: false });
    expect([await user.read('a'), await user.read('b')]).toEqual(['1', 'saved']);
  });

  it('delivers protected files: they were approved at the gate', async () => {
    const { user, delivered } = await givenDelivery({ a: '' }, [
      { path: '.vscode/x.json', content: Buffer.from('{}') },
    ]);
    await delivered();
    expect(await user.read('.vscode/x.json')).toBe('{}');
  });
});
