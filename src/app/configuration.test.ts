import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CALCULATOR } from '../../test/cli/support/calculator.ts';
import { makeRepository, treeState, writeFiles } from '../../test/cli/support/repository.ts';
import { temporaryFolder } from '../../test/cli/support/temporary-folder.ts';
import { ROLES } from '../engine/ports/microagent.ts';
import { configurationProblem, finding, promptPreview } from '../protocol/configuration.ts';
import { createSessionService } from './session-service.ts';

async function service(env: Record<string, string> = {}) {
  const home = temporaryFolder();
  const sessions = await createSessionService({ home, env: { MICROFACTORY_HOME: home, ...env } });
  onTestFinished(() => sessions.dispose());
  return sessions;
}

describe('the doctor', () => {
  async function examine(files: Record<string, string>, defaults = {}, env = {}) {
    const repoPath = makeRepository({ files: { ...CALCULATOR, ...files } });
    const before = treeState(repoPath);
    const findings = await (await service(env)).doctor({ repoPath, defaults });
    findings.forEach((each) => expect(finding.safeParse(each).success).toBe(true));
    expect(treeState(repoPath)).toEqual(before);
    return { repoPath, findings, of: (id: string) => findings.filter((each) => each.id === id) };
  }

  it('finds all well where nothing is missing', async () => {
    const { findings, of } = await examine({}, { provider: 'openai' }, { OPENAI_API_KEY: 'sk-canary' });
    expect(findings.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'store good',
      'git good',
      'configuration good',
      'key good',
      'templates good',
      'verifier good',
    ]);
    expect(of('verifier')[0]?.sentence).toContain('npm test → node --test');
    expect(of('key')[0]?.sentence).toContain('OPENAI_API_KEY');
    expect(JSON.stringify(findings)).not.toContain('sk-canary');
  });

  it('finds what is missing, with what would mend it', async () => {
    const { of, repoPath } = await examine({
      'microfactory.yaml': 'version: 1\ndomains: { code: { provider: vscode-lm, model: none } }\n',
      'package.json': '{}',
      'test/add.test.js': '',
      'test/larger.test.js': '',
    });
    expect(of('model')[0]).toMatchObject({ state: 'bad', remedy: 'choose-model', subject: 'none' });
    expect(of('verifier')[0]).toMatchObject({
      state: 'bad',
      remedy: 'open-verifier-help',
      subject: repoPath,
    });
  });

  it('names the provider whose key is missing', async () => {
    const { of } = await examine({}, { provider: 'anthropic' });
    expect(of('key')[0]).toMatchObject({ state: 'bad', remedy: 'set-api-key', subject: 'anthropic' });
  });

  it('stops at a configuration that cannot be read', async () => {
    const { of } = await examine({ 'microfactory.yaml': 'version: [1' });
    expect(of('configuration')[0]).toMatchObject({ state: 'bad', remedy: 'open-configuration' });
    expect(of('key')).toEqual([]);
  });
});

it('problems of a configuration count lines and columns from 0', async () => {
  const configPath = join(temporaryFolder(), 'microfactory.yaml');
  const problems = await (await service()).checkConfiguration({ configPath, text: 'version: 1\n nope: 2\n' });
  expect(problems).not.toEqual([]);
  problems.forEach((each) => expect(configurationProblem.safeParse(each).success).toBe(true));
  const [unknown] = await (await service()).checkConfiguration({ configPath, text: 'version: 1\nnope: 2\n' });
  expect(unknown?.range).toEqual({ start_line: 1, start_column: 0, end_line: 1, end_column: 4 });
});

describe('the preview of a prompt', () => {
  it.each(ROLES)('for %s is what a model would get for an example step', async (role) => {
    const preview = await (await service()).previewPrompt({ role });
    expect(promptPreview.safeParse(preview).success).toBe(true);
    expect(preview).toMatchObject({ role, source: 'built in' });
    expect(preview.system).not.toBe('');
    expect(preview.user).toContain('adds two numbers');
    expect(preview.user.includes('The second proposal.')).toBe(role.endsWith('discriminator'));
  });

  it('tells where a template of your own comes from', async () => {
    const repoPath = makeRepository({ files: CALCULATOR });
    const sections =
      'solver: { prompt_template: mine.hbs }, decomposition: { prompt_template: "Plan {{goal}}" }';
    writeFiles(repoPath, {
      'mine.hbs': 'MINE {{step.title}}',
      'microfactory.yaml': `version: 1\ndomains: { code: { agents: { ${sections} } } }\n`,
    });
    const sessions = await service();
    const mine = await sessions.previewPrompt({ repoPath, role: 'solver' });
    expect(mine.source).toBe(join(repoPath, 'mine.hbs'));
    expect(mine.user).toMatch(/^MINE Make "adds two numbers" pass/u);
    expect(await sessions.previewPrompt({ repoPath, role: 'decomposition' })).toMatchObject({
      source: 'inline',
    });
  });

  it('refuses a role that there is not', async () => {
    await expect((await service()).previewPrompt({ role: 'cook' })).rejects.toMatchObject({ code: 'usage' });
  });
});
