import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType, sessionOf, type CliResult } from './support/command-line.ts';
import { journalOf } from './support/hanoi.ts';
import { startModelServer } from '../support/model-server.ts';
import { makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const RIGHT = replaceLine('src/add.js', '  return a - b;', '  return a + b;');
const WRONG = replaceLine('src/add.js', '  return a - b;', '  return a * b;');

function repository(): string {
  return makeRepository({
    files: {
      ...CALCULATOR,
      'microfactory.yaml': 'version: 1\ndomains: { code: { verifier: node --test } }\n',
    },
  });
}

/** Two plans that differ, so that one is chosen by number, and a wrong answer among the right ones. */
async function recorded() {
  const server = await startModelServer({
    answer: byRole({
      decomposition: (_request, place) =>
        planOf({ title: place === 1 ? 'Repair add' : 'Mend add', tests: ['test/add.test.js › adds'] }),
      decomposition_discriminator: ({ prompt }) =>
        `{"choice": ${prompt.indexOf('Mend add') < prompt.indexOf('Repair add') ? 1 : 2}}`,
      solver: (_request, place) => (place === 1 ? WRONG : RIGHT),
    }),
  });
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const run = (...more: string[]) =>
    cli.run([
      ...['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--ask', 'never'],
      ...['--repo-path', repository(), ...more],
    ]);
  const first = await run();
  expect(first.exitCode, first.stdout).toBe(0);
  await server.stop();
  return { cli, run, first, server };
}

/** The letters of classes go by which answer was read first: what was decided on how many votes does not. */
const decided = (result: CliResult) => [
  ofType(result, 'vote-concluded').map(({ votes, k }) => [k, Object.values(votes).sort()]),
  ofType(result, 'delivery-finished').map(({ files }) => files),
];

async function votesOf(cli: { readonly home: string }, result: CliResult) {
  const samples = (await journalOf(cli, sessionOf(result))).filter(({ type }) => type === 'sample-recorded');
  return samples
    .map((event) => {
      const { race, index, outcome, key, requestId, choice } = event['sample'] as Record<string, unknown>;
      return JSON.stringify([event['step'], race, index, outcome, key, requestId, choice]);
    })
    .sort();
}

it('a session is run again from its own answers: the same votes, decisions and files, without a server and a key', async () => {
  const { cli, run, first, server } = await recorded();
  const asked = server.log.length;
  const again = await run('--llm-provider', 'replay', '--llm-model', sessionOf(first).slice(0, 8));
  expect(again.exitCode, again.stdout).toBe(0);
  expect(await votesOf(cli, again)).toEqual(await votesOf(cli, first));
  expect(decided(again)).toEqual(decided(first));
  expect(server.log).toHaveLength(asked);
});

it('says which answer is missing, and which session', async () => {
  const { run, first } = await recorded();
  const id = sessionOf(first);
  const more = await run('--llm-provider', 'replay', '--llm-model', id, '--k', '7');
  expect(more.exitCode).toBe(3);
  expect(more.stdout).toMatch(
    new RegExp(`Session ${id} has no answer of \\w+ for step \\S+, sample \\d+: `, 'u'),
  );
  const none = await run('--llm-provider', 'replay', '--llm-model', join(temporaryFolder(), 'absent'));
  expect(none.exitCode).not.toBe(0);
  const archive = await run('--llm-provider', 'replay');
  expect(archive.exitCode).not.toBe(0);
});
