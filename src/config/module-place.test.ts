import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkConfiguration } from './check-configuration.ts';
import { configuredDomains } from './configured-domains.ts';
import { loadSettings } from './load-settings.ts';
import { moduleHash } from './module-place.ts';

let base: string;
let repoPath: string;
let env: Record<string, string>;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'microfactory-module-')));
  repoPath = join(base, 'repo');
  env = { MICROFACTORY_HOME: join(base, 'home') };
  write('repo/tools/mine.mjs', 'export default 1;');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const full = join(base, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function moduleOf(domain = 'mine', domains?: Readonly<Record<string, unknown>>) {
  return loadSettings({ repoPath, env, overrides: { domain }, defaults: { domains } }).settings;
}

describe('a domain that is a module', () => {
  it('of the repository is known by path and text, and is not the user’s own', () => {
    write('repo/microfactory.yaml', 'domains: { mine: { module: tools/mine.mjs } }\n');
    const path = join(repoPath, 'tools/mine.mjs');
    const settings = moduleOf();
    expect(settings.module).toEqual({ path, hash: moduleHash(path, 'export default 1;'), isOwn: false });
    expect(settings.basis).toBeUndefined();
    write('repo/tools/mine.mjs', 'export default 2;');
    expect(moduleOf().module?.hash).not.toBe(settings.module?.hash);
  });

  it('of the user’s own file starts from there', () => {
    write('home/config.yaml', 'domains: { mine: { module: mine.mjs } }\n');
    const path = write('home/mine.mjs', '');
    expect(moduleOf().module).toMatchObject({ path, isOwn: true });
  });

  it('that lies in the repository is not the user’s own, whoever names it', () => {
    write('home/config.yaml', 'domains: { mine: { module: ../repo/tools/mine.mjs } }\n');
    expect(moduleOf().module).toMatchObject({ isOwn: false });
    symlinkSync(join(repoPath, 'tools/mine.mjs'), write('home/x', '').replace(/x$/u, 'link.mjs'));
    write('home/config.yaml', 'domains: { mine: { module: link.mjs } }\n');
    expect(moduleOf().module).toMatchObject({ isOwn: false });
  });

  it('of a face counts beneath every file', () => {
    const path = write('extension/mine.mjs', '');
    const domains = { mine: { module: path, description: 'Of an extension.', k: 5 } };
    expect(moduleOf('mine', domains)).toMatchObject({
      module: { path, isOwn: true },
      roles: { solver: { k: 5 } },
    });
    expect(configuredDomains({ env, defaults: { domains } }).at(-1)).toMatchObject({
      name: 'mine',
      module: path,
      description: 'Of an extension.',
    });
    write('repo/microfactory.yaml', 'domains: { mine: { module: tools/mine.mjs } }\n');
    expect(moduleOf('mine', domains).module).toMatchObject({ isOwn: false });
  });

  it('may be extended', () => {
    write(
      'repo/microfactory.yaml',
      'domains: { mine: { module: tools/mine.mjs }, two: { extends: mine } }\n',
    );
    expect(moduleOf('two')).toMatchObject({ domain: 'two', basis: 'mine', module: { isOwn: false } });
  });

  it.each([
    [
      'mine: { module: tools/none.mjs }',
      'mine',
      /domains\.mine\.module names tools\/none\.mjs, which is no file; create /u,
    ],
    ['mine: { module: tools }', 'mine', /which is no file/u],
    [
      'mine: { module: ../outside.mjs }',
      'mine',
      /which is outside the workspace; move the module into it\.$/u,
    ],
    ['mine: { module: tools/link.mjs }', 'mine', /which is outside the workspace/u],
    ['mine: { module: tools/mine.mjs, extends: code }', 'mine', /stands beside extends/u],
    ['code: { module: tools/mine.mjs }', 'code', /can not replace a built-in domain/u],
    ['mine: { module: 7 }', 'mine', /domains\.mine\.module must be the path of a module/u],
  ])('%s is refused at its place', (yaml, domain, sentence) => {
    symlinkSync(write('outside.mjs', ''), join(repoPath, 'tools/link.mjs'));
    const configPath = write('repo/microfactory.yaml', `version: 1\ndomains:\n  ${yaml}\n`);
    expect(() => moduleOf(domain)).toThrow(sentence);
    expect(() => moduleOf(domain)).toThrow(/^microfactory\.yaml:3: /u);
    expect(checkConfiguration({ configPath, env })).toMatchObject([
      { line: 3, message: expect.stringMatching(sentence) },
    ]);
  });
});
