import { chmod, mkdir, readFile, readlink, rm, stat, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionWorkspace } from '../../engine/ports/workspace.ts';
import { userFolder, type UserFolder } from '../testing/user-folder.ts';

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

describe('the snapshot', () => {
  it('holds the tree as it is: committed, staged, changed and untracked, but neither ignored nor deleted files', async () => {
    const user = await given({
      'a.txt': 'a\n',
      'gone.txt': 'x',
      'hunks.txt': '1\n2\n3\n',
      '.gitignore': '.env\n',
    });
    await user.commitAll();
    await user.write('hunks.txt', 'staged\n2\n3\n');
    await user.git('add', 'hunks.txt');
    await user.write('hunks.txt', 'staged\n2\nnot staged\n');
    await user.write('new/untracked.txt', 'new');
    await user.write('.env', 'SECRET=1');
    await unlink(join(user.root, 'gone.txt'));
    const workspace = await user.open();
    expect(await workspace.list(workspace.base)).toEqual([
      '.gitignore',
      'a.txt',
      'hunks.txt',
      'new/untracked.txt',
    ]);
    expect(await textOf(workspace, workspace.base, 'hunks.txt')).toBe('staged\n2\nnot staged\n');
    expect(await workspace.read(workspace.base, 'no.txt')).toBeUndefined();
    expect(workspace.accepted()).toBe(workspace.base);
  });

  it('keeps bytes whatever attributes and filters say, and runs none of them', async () => {
    const crlf = 'one\r\ntwo\r\n';
    const user = await given({ 'crlf.txt': crlf, 'id.txt': '$Id$', 'big.bin': 'plain', 'wide.txt': 'wide' });
    await user.commitAll();
    await user.git('config', 'core.autocrlf', 'true');
    const mark = join(user.root, '.git', 'filter-ran');
    for (const step of ['clean', 'smudge'])
      await user.git('config', `filter.mark.${step}`, `touch "${mark}" && cat`);
    await user.git('config', 'diff.mark.textconv', `touch "${mark}" && cat`);
    await user.write(
      '.gitattributes',
      '*.txt text=auto eol=lf\nid.txt ident\n*.bin filter=mark diff=mark\nwide.txt working-tree-encoding=UTF-16\n',
    );
    const workspace = await user.open();
    expect(await textOf(workspace, workspace.base, 'crlf.txt')).toBe(crlf);
    const scratch = await workspace.lease(workspace.base);
    for (const [path, text] of Object.entries({
      'crlf.txt': crlf,
      'id.txt': '$Id$',
      'big.bin': 'plain',
      'wide.txt': 'wide',
    }))
      expect(await readFile(join(scratch.root, path), 'utf8'), path).toBe(text);
    const changed = await workspace.writeTree(workspace.base, [{ path: 'big.bin', content: bytes('other') }]);
    expect(await workspace.diff(workspace.base, changed)).toContain('+other');
    await scratch.reset(changed);
    await scratch.run({ argv: ['git', 'add', '--all'], timeoutMs: 10_000 });
    await expect(stat(mark)).rejects.toThrow();
  });

  it.runIf(process.platform !== 'win32')('keeps links as links and the executable bit', async () => {
    const user = await given({ 'run.sh': '#!/bin/sh\n', 'real/file.txt': 'x' });
    await chmod(join(user.root, 'run.sh'), 0o755);
    await symlink('real', join(user.root, 'link'));
    await symlink('nowhere', join(user.root, 'dangling'));
    await user.commitAll();
    const workspace = await user.open();
    const { root } = await workspace.lease(workspace.base);
    expect(await readlink(join(root, 'link'))).toBe('real');
    expect(await readlink(join(root, 'dangling'))).toBe('nowhere');
    expect((await stat(join(root, 'run.sh'))).mode & 0o111).not.toBe(0);
    expect((await stat(join(root, 'real/file.txt'))).mode & 0o111).toBe(0);
    expect(await workspace.list(workspace.base)).toEqual(['real/file.txt', 'run.sh']);
  });

  it('works without git: everything but dependencies, caches, secrets and what .gitignore says', async () => {
    const user = await given({
      'src/a.js': 'a',
      '.gitignore': 'out/\n',
      'out/x.js': 'x',
      '.env': 'SECRET=1',
      'node_modules/dep/index.js': 'dep',
      'pkg/__pycache__/a.pyc': 'c',
    });
    const before = await user.fingerprint();
    const workspace = await user.open();
    expect(await workspace.list(workspace.base)).toEqual(['.gitignore', 'src/a.js']);
    const scratch = await workspace.lease(workspace.base);
    expect(await readFile(join(scratch.root, 'node_modules/dep/index.js'), 'utf8')).toBe('dep');
    expect(await user.fingerprint()).toEqual(before);
  });

  it('leaves node_modules out although nothing ignores it', async () => {
    const user = await given({ 'a.js': '' });
    await user.commitAll();
    await user.write('node_modules/dep/index.js', 'dep');
    const workspace = await user.open();
    expect(await workspace.list(workspace.base)).toEqual(['a.js']);
  });

  it.each([
    { name: 'a repository without a commit', make: (user: UserFolder) => user.git('init', '-q') },
    {
      name: 'a detached HEAD',
      make: async (user: UserFolder) => {
        await user.commitAll();
        await user.git('checkout', '-q', '--detach');
      },
    },
    {
      name: 'a conflicted rebase in progress',
      make: async (user: UserFolder) => {
        await user.commitAll();
        await user.git('checkout', '-q', '-b', 'other');
        await user.write('a.txt', 'other\n');
        await user.git('commit', '-qam', 'other');
        await user.git('checkout', '-q', 'main');
        await user.write('a.txt', 'main\n');
        await user.git('commit', '-qam', 'main');
        await user.git('rebase', 'other').catch(() => undefined);
        expect(await user.git('ls-files', '-u')).not.toBe('');
      },
    },
    {
      name: 'a shallow clone',
      make: async (user: UserFolder) => {
        await user.commitAll();
        await user.git('commit', '-q', '--allow-empty', '-m', 'second');
        const origin = `${user.root}-origin`;
        await user.git('clone', '-q', '--bare', '.', origin);
        await rm(user.root, { recursive: true });
        await mkdir(user.root);
        await user.git('clone', '-q', '--depth', '1', `file://${origin}`, '.');
      },
    },
    {
      name: 'a linked worktree',
      make: async (user: UserFolder) => {
        await user.commitAll();
        const main = `${user.root}-main`;
        await user.git('clone', '-q', '.', main);
        await rm(user.root, { recursive: true });
        await mkdir(user.root);
        await user.git('-C', main, 'worktree', 'add', '-q', '--detach', user.root);
      },
    },
    {
      name: 'a repository of SHA-256 names',
      make: async (user: UserFolder) => {
        await user.git('init', '-q', '--object-format=sha256');
        await user.commitAll();
      },
    },
  ])('works with $name, and git works in the worktree', async ({ make }) => {
    const user = await given({ 'a.txt': 'a\n' });
    await make(user);
    await user.write('new.txt', 'new');
    const before = await user.fingerprint();
    const workspace = await user.open();
    expect(await workspace.list(workspace.base)).toEqual(['a.txt', 'new.txt']);
    const scratch = await workspace.lease(workspace.base);
    const run = (...argv: string[]) => scratch.run({ argv, timeoutMs: 10_000 });
    expect(await run('git', 'log', '--oneline')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await run('git', 'status', '--porcelain')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    expect(await user.fingerprint()).toEqual(before);
  });

  it('takes the files of submodules and nested repositories as plain files', async () => {
    const user = await given({ 'a.txt': 'a' });
    const inner = await given({ 'lib.txt': 'lib', 'skip.log': 'log', '.gitignore': '*.log\n' });
    await inner.commitAll();
    await user.commitAll();
    await user.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub');
    await user.git('clone', '-q', inner.root, 'nested');
    await user.write('nested/extra.txt', 'extra');
    const workspace = await user.open();
    const list = await workspace.list(workspace.base);
    expect(list).toEqual(expect.arrayContaining(['sub/lib.txt', 'nested/lib.txt', 'nested/extra.txt']));
    const scratch = await workspace.lease(workspace.base);
    expect(await readFile(join(scratch.root, 'sub/lib.txt'), 'utf8')).toBe('lib');
  });

  it('knows the task folder inside the repository', async () => {
    const user = await given({ 'packages/app/a.js': 'a', 'b.js': 'b' });
    await user.commitAll();
    const workspace = await user.open({ repoPath: join(user.root, 'packages', 'app') });
    expect(workspace).toMatchObject({ userRoot: user.root, folder: 'packages/app' });
    const scratch = await workspace.lease(workspace.base);
    expect(scratch.cwd).toBe(join(scratch.root, 'packages', 'app'));
  });

  it('lets a folder stand alone that the repository around it ignores', async () => {
    const user = await given({ '.gitignore': 'play/\n', 'play/a.js': 'a' });
    await user.commitAll();
    const workspace = await user.open({ repoPath: join(user.root, 'play') });
    expect(workspace).toMatchObject({ userRoot: join(user.root, 'play'), folder: '' });
    expect(await workspace.list(workspace.base)).toEqual(['a.js']);
  });

  it('handles names that need care', async () => {
    const names = [
      '-dash.txt',
      'a b.txt',
      'ünï.txt',
      ':colon',
      '[x]*.txt',
      '"q".txt',
      "it's.txt",
      '#h',
      '!x',
      'new\nline',
    ];
    const possible = process.platform === 'win32' ? ['-dash.txt', 'a b.txt', 'ünï.txt', "it's.txt"] : names;
    const user = await given(Object.fromEntries(possible.map((name) => [name, name])));
    await user.commitAll();
    const workspace = await user.open();
    expect(await workspace.list(workspace.base)).toEqual([...possible].sort());
    for (const name of possible) expect(await textOf(workspace, workspace.base, name)).toBe(name);
  });

  it.each([
    { what: 'a missing folder', path: 'no/such', says: 'does not exist' },
    { what: 'a file', path: 'file.txt', says: 'is a file, not a folder' },
    { what: 'an empty folder', path: 'empty', says: 'has no files to work on' },
    { what: 'the inside of .git', path: '.git', says: 'has no working tree' },
  ])('refuses $what in one sentence', async ({ path, says }) => {
    const user = await given({ 'file.txt': '' });
    await user.commitAll();
    await mkdir(join(user.root, 'empty'));
    const opening = user.open({ repoPath: join(user.root, path) });
    await expect(opening).rejects.toMatchObject({
      code: 'workspace',
      message: expect.stringContaining(says),
    });
  });
});
