import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compactJournal } from '../../src/store/journal/compact-journal.ts';
import { openStore } from '../../src/store/open-store.ts';
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

/** What another store tells of a session that this one tells so of: the same, and that it is only looked at. */
function lookedAt(told: unknown): unknown {
  const { sessions } = told as { sessions: readonly { metadata: object }[] };
  return { sessions: sessions.map((each) => ({ ...each, metadata: { ...each.metadata, imported: true } })) };
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
  expect(await detailOf(other, id)).toEqual(lookedAt(await detailOf(cli, id)));
  expect((await other.run(['show', '--session-id', id])).exitCode).toBe(0);

  const again = await other.run(['import', file]);
  expect(again.exitCode).not.toBe(0);
  expect(again.stderr.trim().split('\n')).toHaveLength(1);
  for (const command of ['resume', 'deliver']) {
    const refused = await other.run([command, '--session-id', id]);
    expect(refused.exitCode, command).not.toBe(0);
    expect(refused.stderr, command).toContain('imported');
  }
  expect(await detailOf(other, id)).toEqual(lookedAt(await detailOf(cli, id)));
}, 60_000);

/** Unpacks an archive, and every compressed file in it; returns the folder. */
function unpacked(archive: string): string {
  const folder = temporaryFolder();
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.parentPath.endsWith('blobs')) writeFileSync(path, brotliDecompressSync(readFileSync(path)));
    if (entry.name.endsWith('.gz')) writeFileSync(path, gunzipSync(readFileSync(path)));
  }
  return folder;
}

it('exports no key', async () => {
  const { cli, id } = await waiting();
  const file = join(temporaryFolder(), 'session.tar.gz');
  expect((await cli.run(['export', id, file])).exitCode).toBe(0);
  const folder = unpacked(file);
  const found = (text: string) => filesThatHold(folder, text);
  expect(found('Fix add'), 'words of the journal are found').toContainEqual(
    expect.stringMatching(/^journal/u),
  );
  expect(found('"may_break"'), 'words of blobs are found').toContainEqual(expect.stringMatching(/^blobs/u));
  expect(found(KEY)).toEqual([]);
}, 60_000);

it('finds a key that was hidden in a compressed blob or segment', async () => {
  const store = await openStore({ home: temporaryFolder() });
  const session = await store.createSession(randomUUID());
  const blob = await session.blobs.put(`${'padding '.repeat(50)}${KEY}`);
  session.journal.append({ type: 'work-done', blob });
  session.journal.append({ type: 'work-done', key: KEY, padding: 'x'.repeat(200) });
  await session.close();
  await compactJournal(session.paths.journal);
  const file = join(temporaryFolder(), 'session.tar.gz');
  await store.exportSession(session.id, file);
  const held = filesThatHold(unpacked(file), KEY).map((path) => path.split('/')[0]);
  expect(held.sort()).toEqual(['blobs', 'journal']);
});
