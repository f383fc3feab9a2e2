import { expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository, treeState } from './support/repository.ts';
import { byRole, planOf } from './support/scripted-model.ts';

it('a session belongs to one process: a second one is told so, and may stop it', async () => {
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] }),
      solver: () => ({ fault: 'hang' }),
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const configuration = 'version: 1\ndomains: { code: { verifier: node --test } }\n';
  const repo = makeRepository({ files: { ...CALCULATOR, 'microfactory.yaml': configuration } });
  const before = treeState(repo);
  let sampling = (_id: string): void => undefined;
  const isSampling = new Promise<string>((resolve) => (sampling = resolve));
  const first = cli.run(['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--repo-path', repo], {
    onLine: (line) => {
      if (line.includes('"phase":"sampling"'))
        sampling((JSON.parse(line) as { session_id: string }).session_id);
    },
  });
  const id = await isSampling;

  const second = await cli.run(['resume', '--session-id', id]);
  expect(second).toMatchObject({ exitCode: 1, stdout: '' });
  expect(second.stderr).toMatch(/^Another process \(\d+ on .*\) is working on this session: .*\n$/);
  const status = JSON.parse((await cli.run(['status', '--json'])).stdout) as { sessions: unknown[] };
  expect(status.sessions).toMatchObject([{ session_id: id, status: 'running' }]);

  expect(await cli.run(['stop', '--session-id', id])).toMatchObject({ exitCode: 0, stderr: '' });
  const stopped = await first;
  expect(stopped.exitCode).toBe(3);
  expect(ofType(stopped, 'session-paused')).toHaveLength(1);
  expect(treeState(repo)).toEqual(before);
  const again = await cli.run(['stop', '--session-id', id]);
  expect(again).toMatchObject({ exitCode: 2, stdout: '' });
});
