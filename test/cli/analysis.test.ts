import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../support/model-server.ts';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { treeState, writeFiles } from './support/repository.ts';
import { byRole } from './support/scripted-model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const OUTLINE = JSON.stringify({
  steps: [
    { title: 'Strong sides', description: 'What tea is good for.', kind: 'section' },
    { title: 'Weak sides', description: 'What tea is not good for.', kind: 'section' },
  ],
});

const titleIn = (prompt: string): string => /^The section: (.*)$/m.exec(prompt)?.[1] ?? '';

/** Writes other words each time. A step is asked twice: for its first sample, and for the others at once; those are good. */
const section = ({ prompt }: ModelRequest, place: number): string =>
  `## ${titleIn(prompt)}\n\n${place % 2 === 1 ? 'Tea is what it is, and that is good' : `Tea is tea (${place})`}.\n`;

/** The text that says "good", wherever it stands. */
const choose = ({ prompt }: ModelRequest): string => {
  const texts = prompt.split(/^Text \d+:$/m).slice(1);
  return JSON.stringify({ choice: texts.findIndex((text) => text.includes('good')) + 1 });
};

const RUN = ['run', '--json', '--domain', 'analysis', '--max-concurrent-llm', '1', '--seed', '1'];

describe('the domain analysis', () => {
  it('writes a report in an empty folder that is no repository, each section chosen by discriminators', async () => {
    const folder = temporaryFolder();
    const server = await modelServer(
      byRole({ decomposition: () => OUTLINE, solver: section, solution_discriminator: choose }),
    );
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const run = await cli.run([...RUN, '--prompt', 'Is tea good?', '--repo-path', folder]);

    expect(run, run.stderr).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(folder, 'reports/is-tea-good.md'), 'utf8')).toBe(
      '# Is tea good?\n\n## 1. Strong sides\n\nTea is what it is, and that is good.\n\n' +
        '## 2. Weak sides\n\nTea is what it is, and that is good.\n',
    );
    expect(Object.keys(treeState(folder))).toEqual(['reports/is-tea-good.md']);
    const votes = ofType(run, 'vote-concluded');
    expect(votes).toHaveLength(2);
    expect(votes.every(({ decided, dissent, k }) => decided && dissent === 0 && k === 2)).toBe(true);
    const show = await cli.run(['show', '--session-id', sessionOf(run), '--step', '1']);
    expect(show, show.stderr).toMatchObject({ exitCode: 0 });
    expect(show.stdout).toContain('Strong sides');
  });

  it('gives items of a file one of the labels that a configuration allows, by plain votes', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'data/notes.txt': 'It crashes.\n\nAdd a | dark mode.\nIt crashes.\n',
      'microfactory.yaml':
        'version: 1\ndomains:\n  triage:\n    extends: analysis\n    answers: [bug, feature]\n    items: data/notes.txt\n    report: docs/labels.md\n',
    });
    const silly = new Set([1, 2]);
    const server = await modelServer(
      byRole({
        solver: ({ prompt }, place) => {
          if (silly.has(place)) return 'It is a bug.';
          return /The section: .*crashes/.test(prompt) ? 'bug' : 'feature';
        },
      }),
    );
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const args = [
      'run',
      '--json',
      '--domain',
      'triage',
      '--prompt',
      'Label the notes',
      '--repo-path',
      folder,
    ];
    const run = await cli.run([...args, '--max-concurrent-llm', '1', '--max-concurrent-steps', '1']);

    expect(run, run.stderr).toMatchObject({ exitCode: 0 });
    expect(readFileSync(join(folder, 'docs/labels.md'), 'utf8')).toBe(
      '# Label the notes\n\n| # | Item | Label |\n| ---: | --- | --- |\n| 1 | It crashes. | bug |\n' +
        '| 2 | Add a \\| dark mode. | feature |\n| 3 | It crashes. | bug |\n',
    );
    expect(ofType(run, 'sample-recorded').filter(({ outcome }) => outcome === 'flagged')).toHaveLength(2);
    expect(server.log[0]?.system).toContain('- bug\n- feature');
    const domains = await cli.run(['domains', '--json', '--repo-path', folder]);
    expect(JSON.parse(domains.stdout)).toMatchObject({
      domains: expect.arrayContaining([expect.objectContaining({ name: 'triage' })]),
    });
  });

  it('without a model says so before anything is begun', async () => {
    const folder = temporaryFolder();
    const run = await commandLine().run([...RUN, '--prompt', 'Is tea good?', '--repo-path', folder]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('The domain analysis needs a model');
    expect(existsSync(join(folder, 'reports'))).toBe(false);
  });
});

describe('the domain analysis with simulated agents', () => {
  const SIMULATED = ['--llm-provider', 'simulated', '--ask', 'never', '--prompt', 'Does it hold?'];
  const settings = (more: string) =>
    `version: 1\ndomains:\n  report:\n    extends: analysis\n    max_resamples: 200\n    human_low_margin_threshold: 0\n${more}`;

  it('writes what the discriminators tell apart, although a third of texts and of choices is wrong', async () => {
    const folder = temporaryFolder();
    const agents =
      '    agents:\n      solution_discriminator: { samples: 300, k: 6 }\n      decomposition_discriminator: { samples: 300, k: 6 }\n';
    writeFiles(folder, { 'microfactory.yaml': settings(agents) });
    const noise = ['--llm-model', 'p=0.7,v=0.9', '--seed', '1', '--repo-path', folder];
    const run = await commandLine().run(['run', '--json', '--domain', 'report', ...SIMULATED, ...noise]);
    expect(run, run.stderr).toMatchObject({ exitCode: 0 });
    const report = readFileSync(join(folder, 'reports/does-it-hold.md'), 'utf8');
    expect(report.match(/^## /gm)).toHaveLength(3);
    expect(report).toContain('it holds');
    expect(report).not.toContain('does not hold');
    expect(ofType(run, 'sample-recorded').some(({ outcome }) => outcome === 'flagged')).toBe(true);
  });

  it('labels items by votes', async () => {
    const labels = '    answers: [bug, feature]\n    items: notes.txt\n    report: labels.md\n';
    const labelled = async (model: string) => {
      const folder = temporaryFolder();
      writeFiles(folder, { 'notes.txt': 'one\ntwo\n', 'microfactory.yaml': settings(labels) });
      const votes = ['--k', '8', '--samples', '300', '--seed', '1'];
      const noise = ['--llm-model', model, '--repo-path', folder];
      const run = await commandLine().run([
        ...['run', '--json', '--domain', 'report'],
        ...[...SIMULATED, ...noise, ...votes],
      ]);
      expect(run, run.stderr).toMatchObject({ exitCode: 0 });
      return readFileSync(join(folder, 'labels.md'), 'utf8');
    };
    const wanted = await labelled('simulated');
    expect(wanted).toMatch(/\| 2 \| two \| (bug|feature) \|/);
    expect(await labelled('p=0.75')).toBe(wanted);
  });
});
