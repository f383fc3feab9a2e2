import { execa } from 'execa';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType, type CommandLine } from './support/command-line.ts';
import { ROOT } from './support/paths.ts';
import { git, makeRepository } from './support/repository.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const PRELOAD = pathToFileURL(fileURLToPath(new URL('./support/no-network.mjs', import.meta.url))).href;
const LONG_MS = 15 * 60_000;
const LARGER = 'export const larger = (a, b) => (a > b ? a : b);\n';
const env = { NODE_OPTIONS: `--import ${PRELOAD}` };

const run = (cli: CommandLine, repo: string) =>
  cli.run([
    ...['run', '--json', '--prompt', 'Fix the failing tests', '--llm-provider', 'offline', '--yes-verifier'],
    ...['--ask', 'never', '--repo-path', repo],
  ]);

const node = (repo: string) => ({ cwd: repo, extendEnv: false, env: { PATH: process.env['PATH'] } }) as const;

it('offline repair uses no network', async () => {
  const repo = makeRepository({ files: { ...CALCULATOR, 'src/larger.js': LARGER } });
  const result = await run(commandLine(env), repo);
  expect(result, JSON.stringify(result.events.at(-1))).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ofType(result, 'delivery-finished')).toMatchObject([{ files: ['src/add.js'] }]);
  await execa('node', ['--test'], node(repo));
});

// Takes minutes: `npm run proof -- first-example` asks for it.
it.runIf(process.env['MICROFACTORY_LONG_TESTS'] === '1')(
  'the first example is repaired without the network',
  async () => {
    const repo = temporaryFolder();
    cpSync(join(ROOT, 'examples/ledger'), repo, { recursive: true });
    git(repo, 'init', '--quiet');
    await expect(execa('node', ['--test'], node(repo))).rejects.toThrow();
    const result = await run(commandLine(env, { longestMs: LONG_MS }), repo);
    expect(result, JSON.stringify(result.events.at(-1))).toMatchObject({ exitCode: 0, stderr: '' });
    await execa('node', ['--test'], node(repo));
  },
  LONG_MS,
);

it('the check of it notices any use of the network', async () => {
  const cli = commandLine({
    ...env,
    OPENAI_API_KEY: 'sk-test',
    OPENAI_BASE_URL: 'http://127.0.0.1:47801/v1',
  });
  const result = await cli.run(['probe']);
  expect(result).toMatchObject({ exitCode: 77, stderr: expect.stringContaining('network used') as string });
});
