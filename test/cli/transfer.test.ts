import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, sessionOf, type CommandLine } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { filesThatHold, makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const KEY = 'sk-canary-77c1f0e2';

async function detailOf(cli: CommandLine, id: string): Promise<unknown> {
  const status = await cli.run(['status', '--json', '--session-id', id]);
  expect(status, status.stderr).toMatchObject({ exitCode: 0 });
  return JSON.parse(status.stdout);
}

/** A session that waits for a decision about its one step. */
async function waiting() {
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] }),
      solver: () => replaceLine('src/add.js', '  return a - b;', '  return a + b;'),
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: server.openaiUrl });
  const repo = makeRepository({
    files: {
      ...CALCULATOR,
      'microfactory.yaml': 'version: 1\ndomains: { code: { verifier: node --test } }\n',
    },
  });
  const run = await cli.run([
    ...['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--ask', 'every', '--on-gate', 'pause'],
    ...['--repo-path', repo],
  ]);
  expect(run, run.stderr).toMatchObject({ exitCode: 3 });
  return { cli, id: sessionOf(run) };
}

it('carries a session to another store in one file, to be looked at only', async () => {
  const { cli, id } = await waiting();
  const folder = temporaryFolder();
  const file = join(folder, 'session.tar.gz');
  const exported = await cli.run(['export', id.slice(0, 8), file]);
  expect(exported, exported.stderr).toMatchObject({ exitCode: 0 });
  expect(readdirSync(folder)).toEqual(['session.tar.gz']);

  const other = commandLine();
  const imported = await other.run(['import', file]);
  expect(imported, imported.stderr).toMatchObject({ exitCode: 0 });
  expect(await detailOf(other, id)).toEqual(await detailOf(cli, id));
  expect((await other.run(['show', '--session-id', id])).exitCode).toBe(0);

  const again = await other.run(['import', file]);
  expect(again.exitCode).not.toBe(0);
  expect(again.stderr.trim().split('\n')).toHaveLength(1);
  for (const command of ['resume', 'deliver']) {
    const refused = await other.run([command, '--session-id', id]);
    expect(refused.exitCode, command).not.toBe(0);
    expect(refused.stderr, command).toContain('imported');
  }
  expect(await detailOf(other, id)).toEqual(await detailOf(cli, id));
}, 60_000);

it('exports no key', async () => {
  const { cli, id } = await waiting();
  const folder = temporaryFolder();
  const file = join(folder, 'session.tar.gz');
  expect((await cli.run(['export', id, file])).exitCode).toBe(0);
  execFileSync('tar', ['-xzf', file, '-C', folder]);
  expect(filesThatHold(folder, 'Mend add'), 'it was unpacked, and such words are found').not.toEqual([]);
  expect(filesThatHold(folder, KEY)).toEqual([]);
}, 60_000);
