import { describe, expect, it, onTestFinished } from 'vitest';
import { startBillingServer } from '../bench/cost/billing-server.ts';
import type { ModelRequest } from '../support/model-server.ts';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { writeFiles } from './support/repository.ts';
import { byRole, roleOf } from './support/scripted-model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const OUTLINES = ['Strong sides', 'Weak sides'].map((first) =>
  JSON.stringify({
    steps: [first, 'What it costs', 'What others say'].map((title) => ({
      title,
      description: `${title} of tea, at length.`,
      kind: 'section',
    })),
  }),
);

const stepIn = (prompt: string): string => /^The section: (.*)$/m.exec(prompt)?.[1] ?? '';

/** The first votes of each step differ, so that more are asked when other steps have ended. */
const choose = ({ prompt }: ModelRequest, place: number): string => {
  const texts = prompt.split(/^(?:Text|Outline|Plan) \d+:$/m).slice(1);
  const wanted = place % 4 === 0 ? 'other' : 'good';
  return JSON.stringify({
    choice:
      Math.max(
        0,
        texts.findIndex((text) => text.includes(wanted)),
      ) + 1,
  });
};

describe('the prompts of a session', () => {
  it('begin with the same bytes for all samples of a step, while steps end beside it', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'notes/tea.txt': 'Tea is a drink.\n', 'notes/coffee.txt': 'So is coffee.\n' });
    const server = await modelServer(
      byRole({
        decomposition: (_request, place) => OUTLINES[place % 2] ?? '',
        decomposition_discriminator: () => '{"choice": 1}',
        solver: ({ prompt }, place) =>
          `## ${stepIn(prompt)}\n\n${place % 2 === 0 ? 'Tea is good' : `Any other word (${place})`}.\n`,
        solution_discriminator: choose,
      }),
    );
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
    const args = ['run', '--json', '--domain', 'analysis', '--seed', '1', '--max-concurrent-steps', '3'];
    await cli.run([...args, '--prompt', 'Is tea good?', '--repo-path', folder]);

    const groups = new Map<string, string[]>();
    for (const request of server.log) {
      const name = `${roleOf(request)} ${stepIn(request.prompt)} ${request.prompt.slice(0, 40)}`;
      groups.set(name, [...(groups.get(name) ?? []), request.prompt]);
    }
    const several = [...groups].filter(([, prompts]) => prompts.length > 2);
    expect(several.length).toBeGreaterThan(3);
    expect(new Set(server.log.map((request) => `${roleOf(request)} ${request.system}`)).size).toBe(
      new Set(server.log.map(roleOf)).size,
    );
    for (const [name, prompts] of several) {
      const rest = Math.max(...prompts.map((prompt) => prompt.length)) - sharedLength(prompts);
      const own = ownPart(prompts);
      expect(own, name).not.toMatch(/The section: |The goal of|The files of|Tea is a drink/);
      if (name.startsWith('solver ')) expect(rest, name).toBeLessThan(200);
    }
  });

  it('tell what came from the cache of the provider, in the journal, the totals and the step', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'items.txt': 'The item one.\n',
      'microfactory.yaml':
        'version: 1\ndomains:\n  triage: { extends: analysis, answers: [good, bad], items: items.txt, report: labels.md }\n',
    });
    const server = await startBillingServer({ caches: true, answer: 'good' });
    onTestFinished(() => server.stop());
    const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: `${server.url}/v1` });
    const prompt = 'Label what is told at length. '.repeat(300);
    const args = ['run', '--json', '--domain', 'triage', '--prompt', prompt, '--repo-path', folder];
    const run = await cli.run(args);
    expect(run, run.stderr).toMatchObject({ exitCode: 0 });
    const samples = ofType(run, 'sample-recorded');
    const cached = samples.reduce((sum, sample) => sum + (sample.cached_input_tokens ?? 0), 0);
    expect(cached).toBeGreaterThan(2000);
    expect(cached).toBe(server.bill.cacheRead);
    const json = await cli.run(['status', '--json', '--session-id', sessionOf(run)]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      sessions: [{ metrics: { cached_input_tokens: cached } }],
    });
    const status = await cli.run(['status', '--session-id', sessionOf(run)]);
    expect(status.stdout).toMatch(/\(.*k from the cache\)/);
  });
});

function sharedLength(prompts: readonly string[]): number {
  const [first = ''] = prompts;
  let length = 0;
  while (length < first.length && prompts.every((prompt) => prompt[length] === first[length])) length += 1;
  return length;
}

function ownPart(prompts: readonly string[]): string {
  const at = sharedLength(prompts);
  return prompts.map((prompt) => prompt.slice(at)).join('\n');
}
