import { describe, expect, it } from 'vitest';
import { commandLine, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { writeFiles } from './support/repository.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

/** What the server says that each answer took, close to what a request asks for at most. */
const USED = { input: 300, output: 600 };
/** Of gpt-4.1-mini, by the list of prices. */
const USD = (USED.input * 0.4 + USED.output * 1.6) / 1_000_000;

async function scene(steps: number) {
  const folder = temporaryFolder();
  const items = ['one', 'two', 'three', 'four', 'five', 'six'];
  writeFiles(folder, {
    'items.txt': `${items.map((name) => `The item ${name}.`).join('\n')}\n`,
    'microfactory.yaml':
      'version: 1\ndomains:\n  triage: { extends: analysis, answers: [good, bad], items: items.txt, report: labels.md, max_tokens: 600 }\n',
  });
  const server = await modelServer(() => ({ text: 'good', usage: USED, delayMs: 20 }));
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const run = (...flags: string[]) =>
    cli.run([
      ...['run', '--json', '--domain', 'triage', '--prompt', 'Label the items', '--ask', 'never'],
      ...['--repo-path', folder, '--max-concurrent-steps', String(steps), '--max-concurrent-llm', '16'],
      ...flags,
    ]);
  return { server, cli, run };
}

describe.each([1, 4])('a run with %i steps at a time', (steps) => {
  it.each([
    ['usd', ['--max-usd', '0.01'], 0.01 / USD],
    ['tokens', ['--max-tokens', '9000'], 9000 / (USED.input + USED.output)],
    ['calls', ['--max-calls', '7'], 7],
    ['minutes', ['--max-minutes', '0.000001'], 0],
  ])('pauses before the request that would break its budget for %s', async (name, flags, most) => {
    const { server, cli, run } = await scene(steps);
    const paused = await run(...flags);
    expect(paused, paused.stdout + paused.stderr).toMatchObject({ exitCode: 3 });
    expect(paused.events.at(-1)).toMatchObject({
      waiting: expect.arrayContaining([
        expect.objectContaining({
          trigger: 'budget',
          details: expect.stringContaining(`budget for ${name}`),
        }),
      ]),
    });
    expect(server.log.length).toBeLessThanOrEqual(most);
    expect(server.log.length).toBeGreaterThanOrEqual(Math.floor(most) - 2);
    if (steps === 1) return;
    const rest = ['resume', '--json', '--session-id', sessionOf(paused)];
    const done = await cli.run([...rest, `--max-${name}`, name === 'usd' ? '9' : '900000']);
    expect(done, done.stdout + done.stderr).toMatchObject({ exitCode: 0 });
  });
});

it('refuses a budget in dollars where the price is not known, before anything is asked', async () => {
  const { server, run } = await scene(1);
  const refused = await run('--max-usd', '1', '--llm-model', 'gpt-unheard-of');
  expect(refused.exitCode).not.toBe(0);
  expect(refused.stderr + refused.stdout).toContain('The price of openai gpt-unheard-of is not known');
  expect(server.log).toHaveLength(0);
});
