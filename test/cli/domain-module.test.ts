import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine, ofType, sessionOf, type CommandLine } from './support/command-line.ts';
import { ROOT } from './support/paths.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const ROMAN = join(ROOT, 'examples', 'extension', 'roman.mjs');

/** A folder whose configuration has a domain that is a program. */
function folderWith(module = readFileSync(ROMAN, 'utf8')): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'mine.mjs'), module);
  writeFileSync(
    join(folder, 'microfactory.yaml'),
    'version: 1\ndomains:\n  mine: { module: mine.mjs, description: Roman numerals. }\n  strict: { extends: mine, k: 4 }\n',
  );
  return folder;
}

function runArguments(folder: string, ...more: readonly string[]): string[] {
  return [
    ...['run', '--json', '--prompt', 'Write 4, 9 and 1990', '--repo-path', folder, '--seed', '1'],
    ...['--llm-provider', 'simulated', '--llm-model', 'p=0.9', '--ask', 'never', '--domain', 'mine', ...more],
  ];
}

it('a domain that is a module runs to its end', async () => {
  const cli = commandLine();
  const run = await cli.run(runArguments(folderWith(), '--yes-module'));
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  expect(ofType(run, 'session-finished')).toMatchObject([{ summary: '4 = IV, 9 = IX, 1990 = MCMXC' }]);
});

it('another domain of the configuration may extend it', async () => {
  const run = await commandLine().run([...runArguments(folderWith(), '--yes-module'), '--domain', 'strict']);
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
  expect(ofType(run, 'vote-concluded')).toMatchObject([{ k: 4 }, { k: 4 }, { k: 4 }]);
});

it('is listed without being run', async () => {
  const folder = folderWith('throw new Error("it was run");');
  const list = await commandLine().run(['domains', '--repo-path', folder]);
  expect(list).toMatchObject({ exitCode: 0 });
  expect(list.stdout).toContain('Roman numerals.');
});

it('a module of a repository is not run before it was approved, nor after it has changed', async () => {
  const cli = commandLine();
  const folder = folderWith();
  const refused = await cli.run(runArguments(folder));
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
  expect(refused.stderr).toContain('that you have not approved');
  expect(await cli.run(runArguments(folder, '--yes-module'))).toMatchObject({ exitCode: 0 });
  expect(await cli.run(runArguments(folder))).toMatchObject({ exitCode: 0 });

  writeFileSync(join(folder, 'mine.mjs'), 'export default () => process.exit(77);');
  const changed = await cli.run(runArguments(folder));
  expect(changed).toMatchObject({ exitCode: 1, stdout: '' });
  expect(changed.stderr).toContain('that you have not approved');
});

it("a module of the user's own needs no approval", async () => {
  const cli = commandLine();
  copyFileSync(ROMAN, join(cli.home, 'roman.mjs'));
  writeFileSync(join(cli.home, 'config.yaml'), 'version: 1\ndomains: { mine: { module: roman.mjs } }\n');
  const run = await cli.run(runArguments(temporaryFolder()));
  expect(run, run.stderr).toMatchObject({ exitCode: 0 });
});

it.each([
  ['export const domain = {};', 'has no default export that is a function'],
  ['export default 7;', 'has no default export that is a function'],
  ['export default (', "can't be loaded ("],
  ['import "./not-there.mjs";', "can't be loaded ("],
  ['throw new Error("Out of paper.\\nMore of it.");', "can't be loaded (Out of paper); mend it."],
  ['export default () => { throw new Error("No ink."); };', 'makes no domain (No ink); mend it.'],
  ['export default () => 7;', 'makes a domain without anything in it'],
  ['export default () => ({ description: "d", needsWorkspace: false });', 'without open (a function)'],
  [
    'export default () => ({ description: "d", needsWorkspace: false, open: () => ({ close() {} }) });',
    'opens a session without preflight (a function)',
  ],
  [
    'export default ({ refusal }) => ({ description: "d", needsWorkspace: false, open() { throw refusal("Say a colour."); } });',
    'Say a colour.',
  ],
])('%s is refused in one sentence, and nothing stays of the session', async (module, sentence) => {
  const cli = commandLine();
  const run = await cli.run([
    ...runArguments(folderWith(module), '--yes-module'),
    '--llm-provider',
    'offline',
  ]);
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain(sentence);
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse((await cli.run(['status', '--json'])).stdout)).toMatchObject({ sessions: [] });
});

/** Answers nothing right, so that the session waits for a person. */
async function paused(cli: CommandLine, folder: string): Promise<string> {
  const never = ['--llm-model', 'p=0', '--samples', '3', '--k', '3'];
  const run = await cli.run([...runArguments(folder, '--yes-module'), ...never]);
  expect(run, run.stderr).toMatchObject({ exitCode: 3 });
  return sessionOf(run);
}

it('a resumed session goes on with the same module, and not with another', async () => {
  const cli = commandLine();
  const folder = folderWith();
  const id = await paused(cli, folder);
  const resumed = await cli.run(['resume', '--session-id', id, '--json']);
  expect(resumed, resumed.stderr).toMatchObject({ exitCode: 3 });

  writeFileSync(join(folder, 'mine.mjs'), 'export default () => process.exit(77);');
  const changed = await cli.run(['resume', '--session-id', id, '--json']);
  expect(changed).toMatchObject({ exitCode: 1, stdout: '' });
  expect(changed.stderr).toContain('has changed since it was approved');
});
