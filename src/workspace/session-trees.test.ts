import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionWorkspace } from '../engine/ports/workspace.ts';
import { userFolder, type UserFolder } from './testing/user-folder.ts';

const folders: UserFolder[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

async function given(files: Readonly<Record<string, string | Uint8Array>>): Promise<UserFolder> {
  const folder = await userFolder(files);
  folders.push(folder);
  return folder;
}

async function textOf(workspace: SessionWorkspace, tree: string, path: string): Promise<string | undefined> {
  const bytes = await workspace.read(tree, path);
  return bytes && Buffer.from(bytes).toString('utf8');
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

describe('trees', () => {
  it('writes changed, new and deleted files into a new tree and keeps modes', async () => {
    const user = await given({ 'a.txt': 'a\n', 'b/c.txt': 'c\n' });
    await user.write('run.sh', 'run\n', 0o755);
    await user.commitAll();
    const workspace = await user.open();
    const tree = await workspace.writeTree(workspace.base, [
      { path: 'a.txt', content: null },
      { path: 'b/c.txt', content: bytes('c\nd\n') },
      { path: 'deep/er/new.bin', content: Uint8Array.of(0, 255, 0) },
      { path: 'run.sh', content: bytes('run more\n') },
    ]);
    expect(await workspace.list(tree)).toEqual(['b/c.txt', 'deep/er/new.bin', 'run.sh']);
    expect(await workspace.changedFiles(workspace.base, tree)).toEqual([
      { path: 'a.txt', kind: 'deleted', addedLines: 0, removedLines: 1 },
      { path: 'b/c.txt', kind: 'modified', addedLines: 1, removedLines: 0 },
      { path: 'deep/er/new.bin', kind: 'added', addedLines: 0, removedLines: 0 },
      { path: 'run.sh', kind: 'modified', addedLines: 1, removedLines: 1 },
    ]);
    const scratch = await workspace.lease(tree);
    if (process.platform !== 'win32')
      expect((await stat(join(scratch.root, 'run.sh'))).mode & 0o111).not.toBe(0);
    const diff = await workspace.diff(workspace.base, tree, ['b/c.txt']);
    expect(diff.replace(/^index .*\n/m, '')).toBe(
      'diff --git a/b/c.txt b/b/c.txt\n--- a/b/c.txt\n+++ b/b/c.txt\n@@ -1 +1,2 @@\n c\n+d\n',
    );
    expect(await workspace.diff(workspace.base, tree)).toContain('Binary files');
  });

  it('gives the same tree for changes that change nothing', async () => {
    const user = await given({ 'a.txt': 'a\n' });
    const workspace = await user.open();
    const same = [
      { path: 'a.txt', content: bytes('a\n') },
      { path: 'no.txt', content: null },
    ];
    expect(await workspace.writeTree(workspace.base, same)).toBe(workspace.base);
    expect(await workspace.writeTree(workspace.base, [])).toBe(workspace.base);
  });

  it('lets a file become a folder', async () => {
    const user = await given({ a: 'file' });
    const workspace = await user.open();
    const tree = await workspace.writeTree(workspace.base, [
      { path: 'a/b.txt', content: bytes('b') },
      { path: 'a', content: null },
    ]);
    const scratch = await workspace.lease(workspace.base);
    await scratch.reset(tree);
    expect(await readFile(join(scratch.root, 'a/b.txt'), 'utf8')).toBe('b');
    await scratch.reset(workspace.base);
    expect(await readFile(join(scratch.root, 'a'), 'utf8')).toBe('file');
    const both = workspace.writeTree(workspace.base, [{ path: 'a/b.txt', content: bytes('b') }]);
    await expect(both).rejects.toMatchObject({ code: 'guard' });
  });

  it.each([
    {
      ours: { f: '1\n2\n3\n4\nours\n' },
      theirs: { f: 'theirs\n2\n3\n4\n5\n' },
      merged: 'theirs\n2\n3\n4\nours\n',
    },
    { ours: { f: 'ours\n2\n3\n4\n5\n' }, theirs: { f: 'theirs\n2\n3\n4\n5\n' }, conflicts: ['f'] },
    { ours: { f: null }, theirs: { f: 'theirs\n2\n3\n4\n5\n' }, conflicts: ['f'] },
    { ours: { f: 'same\n' }, theirs: { f: 'same\n' }, merged: 'same\n' },
    { ours: { g: 'one' }, theirs: { g: 'two' }, conflicts: ['g'] },
    { ours: { b: '\0ours' }, theirs: { b: '\0theirs' }, conflicts: ['b'] },
    { ours: { f: null }, theirs: {}, merged: undefined },
    { ours: {}, theirs: { f: null }, merged: undefined },
    { ours: { g: 'file' }, theirs: { 'g/h': 'inside' }, conflicts: ['g/h'] },
  ])('merges $ours and $theirs three ways', async ({ ours, theirs, merged, conflicts }) => {
    const user = await given({ f: '1\n2\n3\n4\n5\n', b: '\0base', z: '' });
    const workspace = await user.open();
    const tree = (files: Readonly<Record<string, string | null | undefined>>) =>
      workspace.writeTree(
        workspace.base,
        Object.entries(files).map(([path, text]) => ({
          path,
          content: typeof text === 'string' ? bytes(text) : null,
        })),
      );
    const result = await workspace.merge({
      base: workspace.base,
      ours: await tree(ours),
      theirs: await tree(theirs),
    });
    expect(result.conflicts).toEqual(conflicts ?? []);
    if (conflicts !== undefined) expect(result.tree).toBeUndefined();
    else expect(await textOf(workspace, result.tree ?? '', 'f')).toBe(merged);
  });
});
