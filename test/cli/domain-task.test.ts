import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { ROOT } from './support/paths.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const ROMAN = readFileSync(join(ROOT, 'examples', 'extension', 'roman.mjs'), 'utf8');

/** A folder whose domain writes Roman numerals and has a task; `asked.txt` says what the task was asked about. */
function folderWith(task: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'asked.txt'), '');
  const [head, body] = ROMAN.split('export default ({ refusal }) => ({');
  writeFileSync(
    join(folder, 'mine.mjs'),
    `import { appendFileSync } from 'node:fs';
const note = (text) => appendFileSync(${JSON.stringify(join(folder, 'asked.txt'))}, text + '\\n');
${head}
export default (kit) => {
  kit.registerTask(${task});
  return roman(kit);
};
const roman = ({ refusal }) => ({${body}`,
  );
  writeFileSync(
    join(folder, 'microfactory.yaml'),
    'version: 1\ndomains:\n  mine: { module: mine.mjs, description: Roman numerals. }\n',
  );
  return folder;
}

function runArguments(folder: string, ...more: readonly string[]): string[] {
  return [
    ...['run', '--json', '--prompt', 'Write 4, 9 and 1990', '--repo-path', folder, '--seed', '1'],
    ...['--llm-provider', 'simulated', '--llm-model', 'p=0.9', '--ask', 'never', '--domain', 'mine', ...more],
  ];
}

const asked = (folder: string) => readFileSync(join(folder, 'asked.txt'), 'utf8').trim().split('\n');

const QUESTION = `{
  name: 'nines',
  before: 'accept',
  async run({ candidate, step, show }) {
    note(step.id + ' ' + (await show()));
    return candidate.key === 'IX' ? { kind: 'wait', question: 'May it be ' + candidate.key + '?' } : { kind: 'continue' };
  },
}`;

it('a task of a module is asked about every answer, waits for a person, and is not asked again', async () => {
  const cli = commandLine();
  const folder = folderWith(QUESTION);
  const run = await cli.run(runArguments(folder, '--yes-module'));
  expect(run, run.stderr).toMatchObject({ exitCode: 3 });
  expect(ofType(run, 'gate-opened')).toMatchObject([
    { wait_state: { trigger: 'question', details: 'May it be IX?' } },
  ]);
  const before = asked(folder);
  expect(before).toContain('2 9 = IX');
  const id = sessionOf(run);
  const yes = await cli.run(['decide', 'approve', '--json', '--session-id', id, '--step', '2', '--resume']);
  expect(yes, yes.stderr).toMatchObject({ exitCode: 0 });
  expect(asked(folder)).toEqual(before);
});

it('a module that changed while its task waits is refused', async () => {
  const cli = commandLine();
  const folder = folderWith(QUESTION);
  const id = sessionOf(await cli.run(runArguments(folder, '--yes-module')));
  appendFileSync(join(folder, 'mine.mjs'), '\n// changed\n');
  const resumed = await cli.run(['resume', '--session-id', id, '--json']);
  expect(resumed).toMatchObject({ exitCode: 1, stdout: '' });
  expect(resumed.stderr).toContain('has changed since it was approved');
});

it.each([
  ["{ name: 'No', before: 'gate', run() {} }", 'written in small letters, digits and hyphens, and No is not'],
  ["{ name: 'a', before: 'plan', run() {} }", 'The task a must say before: verify, gate, accept'],
  ["{ name: 'a', before: 'toString', run() {} }", 'The task a must say before: verify, gate, accept'],
  ["{ name: 'a', before: 'gate' }", 'The task a has no run (a function)'],
  ['7', 'written in small letters, digits and hyphens, and undefined is not'],
  [
    "{ name: 'a', before: 'gate', run() {} }); kit.registerTask({ name: 'a', before: 'gate', run() {} }",
    'The task a is registered twice',
  ],
])('%s is refused in one sentence, and nothing stays of the session', async (task, sentence) => {
  const cli = commandLine();
  const run = await cli.run(runArguments(folderWith(task), '--yes-module'));
  expect(run).toMatchObject({ exitCode: 2, stdout: '' });
  expect(run.stderr).toContain(sentence);
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse((await cli.run(['status', '--json'])).stdout)).toMatchObject({ sessions: [] });
});
