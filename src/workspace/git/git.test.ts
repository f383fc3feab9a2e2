import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { userFolder, type UserFolder } from '../testing/user-folder.ts';
import { git, gitRunner } from './git.ts';
import { refName } from './ref-name.ts';

let user: UserFolder;
afterEach(() => user.remove());

describe('git', () => {
  it('says in one sentence that git is missing', async () => {
    user = await userFolder({ a: '' });
    const opening = user.open({ git: gitRunner({ PATH: user.root }) });
    await expect(opening).rejects.toMatchObject({
      code: 'workspace',
      message: expect.stringContaining('install git'),
    });
  });

  it('says what failed and where', async () => {
    user = await userFolder();
    const failing = git({ args: ['rev-parse', 'HEAD'], cwd: user.root });
    await expect(failing).rejects.toMatchObject({
      code: 'workspace',
      message: expect.stringContaining(user.root),
    });
  });

  it.runIf(process.platform !== 'win32')(
    'runs no hook, fsmonitor, pager or external diff of the repository',
    async () => {
      user = await userFolder({ a: 'one\n' });
      await user.commitAll();
      const mark = join(user.root, 'ran');
      const script = join(user.root, '.git/hooks/post-index-change');
      await writeFile(script, `#!/bin/sh\ntouch "${mark}"\n`);
      await chmod(script, 0o755);
      // Quoted, since git hands these to a shell and the path has a space.
      for (const key of ['core.fsmonitor', 'core.pager', 'diff.external'])
        await user.git('config', key, `'${script}'`);
      await user.git('config', 'core.hooksPath', join(user.root, '.git/hooks'));
      await user.write('a', 'two\n');
      await git({ args: ['update-index', '--refresh'], cwd: user.root, answers: [1] });
      await git({ args: ['status', '--porcelain'], cwd: user.root });
      await git({ args: ['read-tree', 'HEAD'], cwd: user.root });
      await git({ args: ['diff-files', '-p', '--no-ext-diff', '--no-textconv'], cwd: user.root });
      await git({ args: ['ls-files', '--others'], cwd: user.root });
      await git({ args: ['log', '-p', '--no-ext-diff'], cwd: user.root });
      await expect(stat(mark)).rejects.toThrow();
    },
  );

  it('does not listen to GIT_* variables of the caller', async () => {
    user = await userFolder({ a: '' });
    await user.commitAll();
    const strayed = gitRunner({
      ...process.env,
      GIT_DIR: '/nowhere',
      GIT_INDEX_FILE: '/nowhere',
      GIT_TRACE: '1',
    });
    const { stdout, stderr } = await strayed({ args: ['ls-files'], cwd: user.root });
    expect(stdout.toString()).toBe('a\n');
    expect(stderr).toBe('');
    expect(await readFile(join(user.root, '.git/HEAD'), 'utf8')).toBe('ref: refs/heads/main\n');
  });

  it.each(['a b', 'a..b', 'x.lock', 'a\n', '', '@{'])('refuses %j as part of a ref', async (part) => {
    user = await userFolder();
    await expect(refName(git, user.root, 'microfactory', part)).rejects.toThrow(/not a valid/);
  });

  it('builds the name of a ref', async () => {
    user = await userFolder();
    expect(await refName(git, user.root, 'microfactory', 'base')).toBe('refs/microfactory/base');
  });
});
