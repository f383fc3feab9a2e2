import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkConfiguration } from './check-configuration.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'microfactory-check-'));
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'templates', 'mine.hbs'), 'Do {{goal}}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Returns each problem as `code line:column-endLine:endColumn words`, counted from 1. */
function check(text: string, file = 'microfactory.yaml') {
  const env = { MICROFACTORY_HOME: folder };
  return checkConfiguration({ configPath: join(folder, file), text, env });
}

describe('a configuration file', () => {
  it.each<[string, string, string, string]>([
    ['text that is no YAML', 'version: [1', 'syntax', 'is not YAML'],
    ['an unknown key', 'version: 1\nbudgets: {}\n', 'schema', 'budgets'],
    ['a wrong value', 'version: 1\nbudget: { max_usd: free }\n', 'schema', 'max_usd'],
    [
      'an unknown default domain',
      'version: 1\ndefault_domain: cooking\n',
      'unknown-domain',
      'default_domain',
    ],
    [
      'an unknown domain to extend',
      'version: 1\ndomains:\n  mine: { extends: cooking }\n',
      'unknown-domain',
      'extends',
    ],
    [
      'a circle',
      'version: 1\ndomains:\n  a: { extends: b }\n  b: { extends: a }\n',
      'unknown-domain',
      'extends',
    ],
    [
      'a lead that can never be reached',
      'version: 1\ndomains: { code: { samples: 2, k: 3 } }\n',
      'other',
      'k',
    ],
    ['what a repository may not decide', 'version: 1\nask: never\n', 'other', 'ask'],
  ])('is told at its place when it holds %s', (_what, text, code, words) => {
    const [problem] = check(text);
    expect(problem).toMatchObject({ code });
    const { line = 0, column = 0, endLine = 0, endColumn = 0 } = problem ?? {};
    if (code === 'syntax') return;
    expect(endLine).toBe(line);
    expect(text.split('\n')[line - 1]?.slice(column - 1, endColumn - 1)).toBe(words);
  });

  it('names the absolute path of a template that is not there', () => {
    const text =
      'version: 1\ndomains:\n  code:\n    agents:\n      solver: { prompt_template: templates/none.hbs }\n';
    const [problem, ...more] = check(text);
    expect(problem).toMatchObject({
      code: 'missing-template',
      line: 5,
      subject: join(folder, 'templates', 'none.hbs'),
    });
    expect(more).toEqual([]);
  });

  it('is told all that is wrong in different domains, in the order of lines', () => {
    const text = `version: 1
domains:
  a: { extends: nowhere }
  b: { agents: { solver: { prompt_template: none.hbs } } }
default_domain: c
`;
    expect(check(text).map(({ line, code }) => [line, code])).toEqual([
      [3, 'unknown-domain'],
      [4, 'missing-template'],
      [5, 'unknown-domain'],
    ]);
  });

  it("may decide what a person is asked when it is the user's own", () => {
    expect(check('version: 1\nask: never\n', 'config.yaml')).toEqual([]);
  });

  it('that is right has no problems', () => {
    const text =
      'version: 1\ndomains: { code: { agents: { solver: { prompt_template: templates/mine.hbs } } } }\n';
    expect(check(text)).toEqual([]);
    expect(check('')).toEqual([]);
  });

  it('is read where no text is given', () => {
    const configPath = join(folder, 'microfactory.yaml');
    expect(() => checkConfiguration({ configPath, env: {} })).toThrow(/^There is no configuration file/u);
    writeFileSync(configPath, 'version: 1\nnonsense: 1\n');
    expect(checkConfiguration({ configPath, env: {} })).toMatchObject([{ code: 'schema', line: 2 }]);
  });
});
