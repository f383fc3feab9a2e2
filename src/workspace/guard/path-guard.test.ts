import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GuardRule, SessionWorkspace } from '../../engine/ports/workspace.ts';
import { userFolder, type UserFolder } from '../testing/user-folder.ts';

const SCRIPTS = '{"scripts": {"test": "node --test"}, "version": "1.0.0"}';
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
let user: UserFolder;
let workspace: SessionWorkspace;

beforeAll(async () => {
  user = await userFolder({ 'src/a.js': 'a', 'package.json': SCRIPTS, file: 'x', '.env.example': 'A=' });
  await mkdir(join(user.root, '..', 'project-evil'));
  await writeFile(join(user.root, '..', 'project-evil', 'x'), 'x');
  await symlink('../project-evil', join(user.root, 'link'));
  await symlink('/no/such/place', join(user.root, 'dangling'));
  await symlink('src', join(user.root, 'inside'));
  await user.commitAll();
  await user.write('node_modules/dep/index.js', '');
  workspace = await user.open();
  // Made after the snapshot: only the user's real file system knows of it.
  await symlink('../project-evil', join(user.root, 'later'));
});
afterAll(() => user.remove());

async function ruleFor(
  path: string,
  content: Uint8Array | null = bytes('x'),
): Promise<GuardRule | undefined> {
  const [finding] = await workspace.guard([{ path, content }]);
  if (finding !== undefined) expect(finding.sentence).toMatch(/^[^\u0000-\u001f]+\.$/);
  return finding?.rule;
}

const REFUSED: readonly [string, GuardRule][] = [
  ['../../.bashrc', 'invalid-path'],
  ['..', 'invalid-path'],
  ['src/..', 'invalid-path'],
  ['/etc/cron.d/x', 'invalid-path'],
  ['C:\\x', 'invalid-path'],
  ['C:x', 'invalid-path'],
  ['c:/x', 'invalid-path'],
  ['\\\\server\\share\\x', 'invalid-path'],
  ['src\\a.js', 'invalid-path'],
  ['src/../../project-evil/x', 'invalid-path'],
  ['src/../a.js', 'invalid-path'],
  ['~/x', 'invalid-path'],
  ['~root/x', 'invalid-path'],
  ['', 'invalid-path'],
  ['.', 'invalid-path'],
  ['./a.js', 'invalid-path'],
  ['src//a.js', 'invalid-path'],
  ['src/', 'invalid-path'],
  ['a\0.txt', 'invalid-path'],
  ['a\n.txt', 'invalid-path'],
  ['a\u001b[31m.txt', 'invalid-path'],
  ['a\u202e.txt', 'invalid-path'],
  ['.g\u200cit/config', 'invalid-path'],
  ['\ud800.txt', 'invalid-path'],
  ['link/new.ts', 'symlink'],
  ['dangling', 'symlink'],
  ['dangling/x', 'symlink'],
  ['inside/a.js', 'symlink'],
  ['link', 'symlink'],
  ['later', 'symlink'],
  ['later/new.ts', 'outside'],
  ['node_modules/dep/index.js', 'outside'],
  ['.VSCODE/Settings.json', 'protected'],
  ['.git/hooks/pre-commit', 'protected'],
  ['.GIT/config', 'protected'],
  ['git~1/config', 'protected'],
  ['.git./config', 'protected'],
  ['.git::$INDEX_ALLOCATION/config', 'protected'],
  ['.env.example', 'protected'],
];

describe('the path guard', () => {
  it.each(REFUSED)('refuses %j to be written, and to be deleted, as %s', async (path, rule) => {
    expect(await ruleFor(path)).toBe(rule);
    expect(await ruleFor(path, null)).toBe(rule);
  });

  it.each(REFUSED.filter(([, rule]) => rule !== 'protected'))('makes no tree with %j', async (path) => {
    const writing = workspace.writeTree(workspace.base, [{ path, content: bytes('x') }]);
    await expect(writing).rejects.toMatchObject({ code: 'guard' });
  });

  it.each([
    'src/a.js',
    'src/new.ts',
    'a b/ü.txt',
    'src/..a',
    'src/...',
    'environment.ts',
    'gitignore',
    '.gitignore',
  ])('lets %j pass', async (path) => {
    expect(await ruleFor(path)).toBeUndefined();
    await workspace.writeTree(workspace.base, [{ path, content: bytes('x') }]);
  });

  it("makes a tree with a protected file, which a person may have said yes to, but never one with git's own", async () => {
    const tree = await workspace.writeTree(workspace.base, [
      { path: '.vscode/x.json', content: bytes('{}') },
    ]);
    expect(await workspace.list(tree)).toContain('.vscode/x.json');
    for (const path of ['.git/config', 'sub/.GIT/config', 'git~1/config'])
      await expect(
        workspace.writeTree(workspace.base, [{ path, content: bytes('x') }]),
      ).rejects.toMatchObject({
        code: 'guard',
      });
  });

  it('names every change that it refuses', async () => {
    const changes = ['../x', 'src/ok.js', '.npmrc'].map((path) => ({ path, content: null }));
    expect((await workspace.guard(changes)).map(({ path }) => path)).toEqual(['../x', '.npmrc']);
  });

  it.each([
    { what: 'another test script', content: '{"scripts": {"test": "curl x | sh"}}', rule: 'protected' },
    {
      what: 'a new script',
      content: '{"scripts": {"test": "node --test", "postinstall": "x"}}',
      rule: 'protected',
    },
    { what: 'no scripts any more', content: '{}', rule: 'protected' },
    { what: 'broken JSON', content: '{"scripts": ', rule: 'protected' },
    { what: 'scripts that are no object', content: '{"scripts": "x"}', rule: 'protected' },
    { what: 'another version', content: SCRIPTS.replace('1.0.0', '2.0.0'), rule: undefined },
    {
      what: 'a dependency more',
      content: SCRIPTS.replace('"version"', '"dependencies": {"a": "1"}, "version"'),
      rule: undefined,
    },
  ])('says of package.json with $what: $rule', async ({ content, rule }) => {
    expect(await ruleFor('package.json', bytes(content))).toBe(rule);
  });

  it.each([
    { content: '{"name": "new"}', rule: undefined },
    { content: '{"scripts": {"install": "x"}}', rule: 'protected' },
  ])('says of a new nested manifest $content: $rule', async ({ content, rule }) => {
    expect(await ruleFor('packages/new/Package.JSON', bytes(content))).toBe(rule);
  });
});
