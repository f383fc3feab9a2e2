import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { galleryEntries } from '../../src/config/index.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository, writeFiles } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const outline = (title: string) =>
  JSON.stringify({ steps: [{ title, description: 'Say what there is to say.', kind: 'section' }] });

/** What is answered in each domain of the gallery, and the file that has to come out of it. */
const RUNS: Readonly<
  Record<string, () => { script: Parameters<typeof byRole>[0]; folder: string; file: string; holds: string }>
> = {
  'security-review': () => ({
    folder: made({ 'src/run.js': 'exec(request.body);\n' }),
    script: {
      decomposition: () => outline('Commands'),
      solver: (_request, place) =>
        `## Commands\n\nSeverity: high\n\nA request reaches a shell at src/run.js:1 (${place}).\n\n> exec(request.body);\n> — src/run.js`,
      solution_discriminator: ({ prompt }) => {
        const texts = prompt.split(/^Text \d+:$/m).slice(1);
        return JSON.stringify({ choice: texts.findIndex((text) => text.includes('(0)')) + 1 });
      },
    },
    file: 'reports/review-it.md',
    holds: 'Severity: high',
  }),
  'data-labelling': () => ({
    folder: made({ 'data/items.txt': 'It crashes.\n' }),
    script: { solver: () => 'bug' },
    file: 'reports/labels.md',
    holds: '| 1 | It crashes. | bug |',
  }),
  writing: () => ({
    folder: made({ 'notes.md': 'Boil water.\n' }),
    script: {
      decomposition: () => outline('Tea'),
      solver: (_request, place) =>
        place === 0 ? '## Tea\n\nIn conclusion, tea.' : '## Tea\n\nBoil water, as [the notes](notes.md) say.',
    },
    file: 'reports/review-it.md',
    holds: '[the notes](../notes.md)',
  }),
  migration: () => ({
    folder: makeRepository({ files: CALCULATOR }),
    script: {
      decomposition: () =>
        planOf({ title: 'Add', tests: ['test/add.test.js › adds'], files: ['src/add.js'] }),
      solver: () => replaceLine('src/add.js', '  return a - b;', '  return a + b;'),
    },
    file: 'src/add.js',
    holds: 'return a + b;',
  }),
};

const YAML =
  '# Ours.\nversion: 1\nmax_concurrent_llm: 1 # one by one\n\ndomains:\n  # The one that is there.\n  docs:\n    extends: code\n';

function made(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

it('every domain of the gallery is tried here', () => {
  expect(galleryEntries().map(({ name }) => name)).toEqual(Object.keys(RUNS).sort());
});

it.each(Object.keys(RUNS))(
  '%s is copied into a configuration and runs from there',
  async (name) => {
    const { folder, script, file, holds } = (RUNS[name] as (typeof RUNS)[string])();
    writeFileSync(join(folder, 'microfactory.yaml'), YAML);
    const server = await modelServer(byRole(script));
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const add = await cli.run(['domains', 'add', name, '--repo-path', folder]);
    expect(add, add.stderr).toMatchObject({ exitCode: 0 });
    const yaml = readFileSync(join(folder, 'microfactory.yaml'), 'utf8');
    for (const line of YAML.split('\n')) expect(yaml).toContain(line);
    const again = await cli.run(['domains', 'add', name, '--repo-path', folder]);
    expect(again).toMatchObject({ exitCode: 2 });
    expect(again.stderr).toContain('already');

    const prompt = ['--prompt', 'Review it', '--repo-path', folder, '--ask', 'never', '--yes-verifier'];
    const run = await cli.run(['run', '--domain', name, ...prompt]);
    expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(folder, file), 'utf8')).toContain(holds);
  },
  100_000,
);

it('lists the gallery, and says what there is for a name that it has not', async () => {
  const cli = commandLine();
  const list = await cli.run(['domains', 'add', '--json']);
  expect(JSON.parse(list.stdout)).toMatchObject({
    gallery: expect.arrayContaining([expect.objectContaining({ name: 'writing', basis: 'analysis' })]),
  });
  const unknown = await cli.run(['domains', 'add', 'poetry', '--repo-path', temporaryFolder()]);
  expect(unknown).toMatchObject({ exitCode: 2 });
  expect(unknown.stderr).toContain('choose data-labelling, migration, security-review, writing');
});
