import { chmod, mkdir, readFile, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { userFolder, type UserFolder } from '../testing/user-folder.ts';

const folders: UserFolder[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

async function given(files: Readonly<Record<string, string>>): Promise<UserFolder> {
  const folder = await userFolder(files);
  folders.push(folder);
  return folder;
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const SUM = 'export const sum = (a, b) => a - b;\n';

describe('a scratch folder', () => {
  it('is laid out exactly again, whatever a run did to it; dependencies stay', async () => {
    const user = await given({
      'src/a.js': 'a',
      'src/deep/b.js': 'b',
      'c.js': 'c',
      '.gitignore': 'out\nnode_modules\n',
    });
    await user.commitAll();
    await user.write('node_modules/dep/index.js', 'dep');
    const workspace = await user.open();
    const scratch = await workspace.lease(workspace.base);
    const outside = join(user.sessionDir, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'a.js'), 'precious');
    const at = (path: string) => join(scratch.root, path);
    await rm(at('src'), { recursive: true });
    await symlink(outside, at('src'));
    await rm(at('c.js'));
    await mkdir(at('c.js/nested'), { recursive: true });
    await writeFile(at('c.js/nested/file'), '');
    await mkdir(at('out/.git'), { recursive: true });
    await writeFile(at('out/.git/HEAD'), 'ref: refs/heads/x');
    await writeFile(at('node_modules/.cache'), 'kept');
    await rm(at('.git'));
    await scratch.reset(workspace.base);
    expect(await readFile(at('src/a.js'), 'utf8')).toBe('a');
    expect(await readFile(at('src/deep/b.js'), 'utf8')).toBe('b');
    expect(await readFile(at('c.js'), 'utf8')).toBe('c');
    expect(await readFile(at('node_modules/dep/index.js'), 'utf8')).toBe('dep');
    expect(await readFile(at('node_modules/.cache'), 'utf8')).toBe('kept');
    await expect(stat(at('out'))).rejects.toThrow();
    expect(await readFile(join(outside, 'a.js'), 'utf8')).toBe('precious');
    const status = await scratch.run({ argv: ['git', 'status', '--porcelain'], timeoutMs: 10_000 });
    expect(status).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('sees an edit of the same length made right after it was laid out', async () => {
    const user = await given({ 'a.js': 'one' });
    const workspace = await user.open();
    const scratch = await workspace.lease(workspace.base);
    for (let round = 0; round < 20; round += 1) {
      await scratch.write([{ path: 'a.js', content: bytes('two') }]);
      await scratch.reset(workspace.base);
      expect(await readFile(join(scratch.root, 'a.js'), 'utf8')).toBe('one');
    }
  });

  it('survives what git commands in a test did to it, and the user’s repository never hears of them', async () => {
    const user = await given({ 'a.js': 'one' });
    await user.commitAll();
    const before = await user.fingerprint();
    const workspace = await user.open();
    const scratch = await workspace.lease(workspace.base);
    const run = (...argv: string[]) =>
      scratch.run({ argv: ['git', ...IDENTITY, ...argv], timeoutMs: 10_000 });
    await writeFile(join(scratch.root, 'a.js'), 'two');
    expect(await run('commit', '-qam', 'a test commits')).toMatchObject({ exitCode: 0 });
    expect(await run('checkout', '-q', '-b', 'branch')).toMatchObject({ exitCode: 0 });
    await run('config', 'user.name', 'Somebody');
    await scratch.reset(workspace.base);
    expect(await readFile(join(scratch.root, 'a.js'), 'utf8')).toBe('one');
    expect((await run('status', '--porcelain')).stdout).toBe('');
    expect((await run('log', '--format=%s')).stdout).toBe('Microfactory snapshot\nfirst\n');
    expect(await user.fingerprint()).toEqual(before);
  });

  it('refuses to write where the guard says no, also through a link that a run made', async () => {
    const user = await given({ 'src/a.js': 'a', 'package.json': '{}' });
    await user.write('node_modules/dep/index.js', 'dep');
    const workspace = await user.open();
    const scratch = await workspace.lease(workspace.base);
    await symlink(user.root, join(scratch.root, 'link'));
    for (const path of ['../x', 'link/x', '.git', '.git/config', 'node_modules/dep/index.js'])
      await expect(scratch.write([{ path, content: bytes('x') }]), path).rejects.toMatchObject({
        code: 'guard',
      });
    await scratch.write([
      { path: 'src/new/b.js', content: bytes('b') },
      { path: 'src/a.js', content: null },
    ]);
    expect(await readFile(join(scratch.root, 'src/new/b.js'), 'utf8')).toBe('b');
    await expect(stat(join(scratch.root, 'src/a.js'))).rejects.toThrow();
  });

  it('is lent to one at a time; who waits gets it after a release, in order', async () => {
    const user = await given({ 'a.js': 'a' });
    const workspace = await user.open();
    const leases = [];
    for (let count = 0; count < workspace.maxScratches; count += 1)
      leases.push(await workspace.lease(workspace.base));
    expect(new Set(leases.map(({ root }) => root)).size).toBe(workspace.maxScratches);
    const order: string[] = [];
    const cancel = new AbortController();
    const cancelled = workspace.lease(workspace.base, cancel.signal);
    const first = workspace.lease(workspace.base).then((lease) => (order.push('first'), lease));
    const second = workspace.lease(workspace.base).then((lease) => (order.push('second'), lease));
    cancel.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    await leases[0]?.release();
    await leases[0]?.release();
    const lent = await first;
    expect(order).toEqual(['first']);
    await lent.release();
    await second;
    expect(order).toEqual(['first', 'second']);
    const waiting = expect(workspace.lease(workspace.base)).rejects.toThrow(/closed/);
    await workspace.close();
    await waiting;
    await expect(workspace.lease(workspace.base)).rejects.toThrow(/closed/);
    await expect(stat(leases[0]?.root ?? '')).rejects.toThrow();
  });

  it('copies virtual environments so that editable installs lead into the worktree', async () => {
    const user = await given({ 'pyproject.toml': '', 'pkg/__init__.py': '' });
    const site = '.venv/lib/python3.12/site-packages';
    await user.write('.venv/pyvenv.cfg', 'home = /usr/bin\n');
    await user.write('.venv/bin/pytest', `#!${user.root}/.venv/bin/python\nimport pytest\n`, 0o755);
    await user.write(`${site}/project.pth`, `${user.root}\n`);
    const workspace = await user.open();
    const { root } = await workspace.lease(workspace.base);
    expect(await readFile(join(root, site, 'project.pth'), 'utf8')).toBe(`${root}\n`);
    expect(await readFile(join(root, '.venv/bin/pytest'), 'utf8')).toContain(`#!${root}/.venv/bin/python`);
  });
});

const IDENTITY = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];

describe('a monorepo with npm workspaces', () => {
  async function monorepo(link: 'relative' | 'absolute'): Promise<UserFolder> {
    const user = await given({
      'package.json': '{"workspaces": ["packages/*"]}',
      '.gitignore': 'node_modules\n.env\n',
      'packages/a/package.json': '{"name": "a", "type": "module"}',
      'packages/a/use.js': "import { sum } from 'b';\nconsole.log(sum(2, 3), import.meta.resolve('b'));\n",
      'packages/b/package.json': '{"name": "b", "type": "module", "main": "sum.js"}',
      'packages/b/sum.js': SUM,
      'hunks.txt': '1\n2\n3\n4\n5\n6\n7\n8\n9\n',
      'crlf.txt': 'one\r\ntwo\r\n',
    });
    await user.commitAll();
    await user.write(
      'packages/a/fails.test.js',
      "import { sum } from 'b';\nprocess.exit(sum(1, 1) === 2 ? 0 : 1);\n",
    );
    await user.write('hunks.txt', 'staged\n2\n3\n4\n5\n6\n7\n8\n9\n');
    await user.git('add', 'hunks.txt');
    await user.write('hunks.txt', 'staged\n2\n3\n4\n5\n6\n7\n8\nnot staged\n');
    await user.write('.env', 'SECRET=1\n');
    await mkdir(join(user.root, 'node_modules'));
    const target = join(user.root, 'packages/b');
    await symlink(
      link === 'absolute' ? target : '../packages/b',
      join(user.root, 'node_modules/b'),
      'junction',
    );
    await user.write('packages/a/node_modules/own/index.js', '');
    return user;
  }

  it.each(['relative', 'absolute'] as const)(
    'runs the worktree’s packages through %s links, sees the uncommitted test, and leaves everything of the user as it was',
    async (link) => {
      const user = await monorepo(link);
      const before = await user.fingerprint();
      const workspace = await user.open({ repoPath: join(user.root, 'packages/a') });
      const scratch = await workspace.lease(workspace.base);
      const node = (file: string) => scratch.run({ argv: [process.execPath, file], timeoutMs: 30_000 });
      expect(await node('fails.test.js')).toMatchObject({ exitCode: 1 });
      await scratch.write([{ path: 'packages/b/sum.js', content: bytes(SUM.replace('-', '+')) }]);
      expect(await node('fails.test.js')).toMatchObject({ exitCode: 0 });
      const used = await node('use.js');
      expect(used.stdout).toContain('5 file:');
      expect(used.stdout).toContain(encodeURI(scratch.root));
      expect(await realpath(join(scratch.root, 'node_modules/b'))).toBe(join(scratch.root, 'packages/b'));
      expect((await stat(join(scratch.root, 'packages/a/node_modules/own'))).isDirectory()).toBe(true);
      await expect(stat(join(scratch.root, '.env'))).rejects.toThrow();
      expect(await readFile(join(scratch.root, 'crlf.txt'), 'utf8')).toBe('one\r\ntwo\r\n');
      await scratch.release();
      await workspace.close();
      expect(await user.fingerprint()).toEqual(before);
    },
  );
});

describe.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)('without permission', () => {
  it('makes a scratch folder anew that cannot be cleaned', async () => {
    const user = await given({ 'a.js': 'a' });
    const workspace = await user.open();
    const scratch = await workspace.lease(workspace.base);
    await mkdir(join(scratch.root, 'locked'));
    await writeFile(join(scratch.root, 'locked/file'), '');
    await chmod(join(scratch.root, 'locked'), 0o555);
    await scratch.release();
    await workspace.lease(workspace.base);
    await expect(stat(join(scratch.root, 'locked'))).rejects.toThrow();
  });
});
