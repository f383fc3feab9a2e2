import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionWorkspace } from '../engine/ports/workspace.ts';
import { git, type Git } from './git/git.ts';
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

it('is cancelled while files are copied, and begins anew afterwards', async () => {
  const user = await given({ 'a.txt': 'a\n' });
  await user.commitAll();
  const cancelling = new AbortController();
  const cancellingGit: Git = (call) => {
    if (call.args.includes('fast-import')) cancelling.abort();
    return git(call);
  };
  const opening = user.open({ git: cancellingGit, signal: cancelling.signal });
  await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
  const workspace = await user.open();
  expect(await workspace.list(workspace.base)).toEqual(['a.txt']);
});

describe('opening again', () => {
  it('goes on with the same base and accepted tree although the user has changed files', async () => {
    const user = await given({ 'a.txt': 'a\n' });
    await user.commitAll();
    const first = await user.open();
    const tree = await first.writeTree(first.base, [{ path: 'a.txt', content: bytes('b\n') }]);
    await first.accept(tree);
    await first.accept(tree);
    await user.write('a.txt', 'edited meanwhile\n');
    const again = await user.open();
    expect(again.base).toBe(first.base);
    expect(again.accepted()).toBe(tree);
    expect(await textOf(again, tree, 'a.txt')).toBe('b\n');
  });

  it('begins anew where the creation was interrupted', async () => {
    const user = await given({ 'a.txt': 'a\n' });
    await user.commitAll();
    await mkdir(join(user.sessionDir, 'repository', 'refs'), { recursive: true });
    await writeFile(join(user.sessionDir, 'repository', 'HEAD'), 'ref: refs/hea');
    const workspace = await user.open();
    expect(await workspace.list(workspace.base)).toEqual(['a.txt']);
  });

  it("needs nothing of the user's repository any more", async () => {
    const user = await given({ 'a.txt': 'a\n' });
    await user.commitAll();
    const { base } = await user.open();
    await rm(join(user.root, '.git'), { recursive: true });
    const again = await user.open();
    const scratch = await again.lease(base);
    expect(await readFile(join(scratch.root, 'a.txt'), 'utf8')).toBe('a\n');
  });

  it('removes the scratch folders of a killed process and nobody else’s', async () => {
    const user = await given({ 'a.txt': 'a\n' });
    await user.commitAll();
    const killed = await user.open();
    const left = await killed.lease(killed.base);
    const other = await user.open({ sessionDir: `${user.sessionDir}-other` });
    const theirs = await other.lease(other.base);
    const again = await user.open();
    await expect(stat(left.root)).rejects.toThrow();
    expect((await stat(theirs.root)).isDirectory()).toBe(true);
    expect((await again.lease(again.base)).root).toBe(left.root);
  });

  it('refuses to go on in another folder', async () => {
    const user = await given({ 'a.txt': 'a' });
    const other = await given({ 'b.txt': 'b' });
    await user.open();
    await expect(user.open({ repoPath: other.root })).rejects.toThrow(/belongs to/);
  });
});
