import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { place, signal, stepOf } from '../../../test/support/code-fixture.ts';
import { startModelServer, type ModelServer, type ServerAnswer } from '../../../test/support/model-server.ts';
import { loadSettings } from '../../config/index.ts';
import { createCodeDomain } from '../../domains/code/index.ts';
import type { Role } from '../../engine/ports/microagent.ts';
import { createCritics } from './create-critics.ts';

let folder: string;
let server: ModelServer | undefined;
let warnings: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'microfactory-critics-'));
  warnings = [];
});
const stop = async (): Promise<void> => {
  await server?.stop();
  server = undefined;
};
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

const FINE = '{"flag": false}';

/** The critics of a folder with these entries in red_flaggers, whose model answers by the function. */
async function criticsOf(entries: readonly object[], answer: (model: string) => ServerAnswer = () => FINE) {
  server = await startModelServer({ answer: ({ model }) => answer(model) });
  const env = { MICROFACTORY_HOME: folder, OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl };
  const configuration = { domains: { code: { red_flaggers: entries } } };
  writeFileSync(join(folder, 'microfactory.yaml'), JSON.stringify(configuration));
  const { settings } = loadSettings({ repoPath: folder, env });
  return createCritics({
    settings,
    env,
    domain: createCodeDomain(),
    onWarning: (said) => warnings.push(said),
  });
}

const evidence = {
  ...{ goal: 'goal', step: stepOf([]), place, files: [], failures: [], outline: [], feedback: [], notes: [] },
};
async function looked(critics: Awaited<ReturnType<typeof criticsOf>>, role: Role = 'solver') {
  const request = { role, stepId: '1', sampleIndex: 0, seed: 's', evidence, maxTokens: 4096 };
  return critics[role]?.({ request, text: 'const answer = 42;' }, signal);
}

const JUDGE = { type: 'llm_critique', provider: 'openai', model: 'judge' };
const OTHER = { ...JUDGE, model: 'other' };

describe('who looks answers over', () => {
  it('is nobody where no entry says so, or one that is switched off', async () => {
    expect(await criticsOf([{ ...JUDGE, enabled: false }])).toEqual({});
    expect(await criticsOf([])).toEqual({});
  });

  it('is asked by its own model, limit and template, which shows the answer, and coldly', async () => {
    const prompt_template =
      '--- system ---\nYou judge.\n--- user ---\n{{#each options}}Judge: {{text}}{{/each}}';
    const usage = { input: 40, output: 6 };
    const critics = await criticsOf([{ ...JUDGE, prompt_template, max_tokens: 99 }], () => ({
      text: FINE,
      usage,
    }));
    const critique = await looked(critics);
    expect(critique).toMatchObject({ flags: [], calls: 1, inputTokens: 40, outputTokens: 6 });
    const [request] = server?.log ?? [];
    expect(request).toMatchObject({ model: 'judge', system: 'You judge.', maxTokens: 99, temperature: 0 });
    expect(request?.prompt).toContain('const answer = 42;');
    expect(Object.keys(critics)).toEqual(['solver']);
  });

  it('sees by the shipped template the goal, the step and the answer, for each role that is named', async () => {
    const critics = await criticsOf([{ ...JUDGE, roles: ['solver', 'decomposition'] }]);
    await looked(critics, 'decomposition');
    expect(server?.log[0]?.prompt).toMatch(/goal[^]*a step[^]*const answer = 42;/);
    expect(Object.keys(critics)).toEqual(['solver', 'decomposition']);
  });

  it('are two in turn: both cost, and what the first flags the second is not asked about', async () => {
    const usage = { input: 40, output: 6 };
    const fine = await criticsOf([JUDGE, OTHER], () => ({ text: FINE, usage }));
    expect(fine['solver']?.calls).toBe(2);
    expect(await looked(fine)).toMatchObject({ flags: [], calls: 2, inputTokens: 80, outputTokens: 12 });
    expect(server?.log.map(({ model }) => model)).toEqual(['judge', 'other']);
    await stop();
    const flagged = await criticsOf([JUDGE, OTHER], (model) => `{"flag": true, "reason": "says ${model}"}`);
    expect(await looked(flagged)).toMatchObject({
      calls: 1,
      flags: [{ reason: expect.stringContaining('says judge') as string }],
    });
    expect(server?.log.map(({ model }) => model)).toEqual(['judge']);
  });

  it('flags nothing and warns where the model refuses or says nothing clear', async () => {
    for (const answer of ['no idea', { text: '', finish: 'content_filter' }] as const) {
      warnings = [];
      expect(await looked(await criticsOf([JUDGE], () => answer))).toMatchObject({ flags: [], calls: 1 });
      expect(warnings).toEqual([
        expect.stringMatching(/^A critique flags nothing, since .*llm_critique in red_flaggers\.$/),
      ]);
      await stop();
    }
  });
});

describe('who looks answers over is refused before anything is asked', () => {
  it.each([
    [
      'a template that does not show the answer',
      { ...JUDGE, prompt_template: '--- user ---\nIs it good?' },
      /does not show the answer: write \{\{#each options\}\}/,
    ],
    ['offline repair, which judges nothing', { ...JUDGE, provider: 'offline' }, /offline/],
  ])('%s', async (_what, entry, sentence) => {
    await expect(criticsOf([entry])).rejects.toThrow(sentence);
    expect(server?.log).toEqual([]);
  });

  it('a model without a key', async () => {
    await expect(criticsOf([{ ...JUDGE, provider: 'anthropic' }])).rejects.toMatchObject({
      code: expect.stringMatching(/configuration|model-auth/) as string,
    });
  });
});
