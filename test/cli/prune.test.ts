import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, sessionOf, type CommandLine } from './support/command-line.ts';
import { makeRepository, treeState, writeFiles } from './support/repository.ts';

const RUN = ['run', '--json', '--prompt', 'Fix the failing tests', '--llm-provider', 'offline'] as const;

/** Makes the session count as last used so many days ago. */
function age({ home }: CommandLine, id: string, days: number): void {
  const at = Date.now() / 1000 - days * 86_400;
  utimesSync(join(home, 'sessions', id, 'summary.json'), at, at);
}

it('removes what has ended and is old, but never what can go on or be undone', async () => {
  const cli = commandLine();
  const repo = makeRepository({ files: CALCULATOR });
  const before = treeState(repo);
  const delivered = sessionOf(await cli.run([...RUN, '--yes-verifier', '--repo-path', repo]));
  const paused = sessionOf(
    await cli.run([...RUN, '--on-gate', 'pause', '--repo-path', makeRepository({ files: CALCULATOR })]),
  );
  for (const id of [delivered, paused]) age(cli, id, 3);
  writeFiles(cli.home, { 'config.yaml': 'storage: { keep_days: 2 }\n' });
  const listed = () => readdirSync(join(cli.home, 'sessions')).sort();

  const kept = await cli.run(['prune', '--yes']);
  expect(kept.exitCode, kept.stderr).toBe(0);
  expect(kept.stdout).toContain(`${delivered} stays: it made a delivery that can still be undone.`);
  expect(kept.stdout).toContain(`${paused} stays: it has not ended.`);
  expect(listed()).toEqual([delivered, paused].sort());

  expect((await cli.run(['undo', '--repo-path', repo])).exitCode).toBe(0);
  expect(treeState(repo)).toEqual(before);
  age(cli, delivered, 3);
  const refused = await cli.run(['prune']);
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/add --yes/u) as string });
  expect((await cli.run(['prune', '--dry-run', '--keep-days', '30'])).stdout).toContain('0 sessions');
  expect(listed()).toHaveLength(2);

  const result = await cli.run(['prune', '--yes', '--json']);
  expect(JSON.parse(result.stdout)).toMatchObject({
    sessions: [{ session_id: delivered, prompt: 'Fix the failing tests', status: 'completed' }],
    kept: [{ session_id: paused }],
  });
  expect(listed()).toEqual([paused]);
  expect(readdirSync(join(cli.home, 'deliveries'))).toEqual([]);
  expect((await cli.run(['show', '--session-id', paused])).exitCode).toBe(0);
});
