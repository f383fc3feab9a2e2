import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  HTTP_PROVIDER_NAMES,
  httpProvider,
  programRow,
  PROGRAM_NAMES,
} from '../../src/protocol/providers.ts';
import { programFixture } from '../support/program-fixture.ts';
import { filesWith, spellingsOf } from '../support/secret-scan.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, sessionOf, type CliResult } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const KEY = 'sk-Qm7xV2pL+9dRw/4tZk8bN3hJ6yC1uE5s';
const SPELLINGS = spellingsOf(KEY);
/** Stands in the answers: whoever does not find it would not find the key either. */
const MARK = 'words-that-are-meant-to-be-kept';

const PLAN = planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] });
const ECHO = [KEY, `Bearer ${KEY}`, ...SPELLINGS, Buffer.from(`user:${KEY}`).toString('base64')].join(' ');
const FIX = `${MARK} ${ECHO}\n\n${replaceLine('src/add.js', '  return a - b;', `  return a + b; // ${KEY}`)}`;

/** One provider for each way of speaking to a server. */
const SERVED = HTTP_PROVIDER_NAMES.filter(
  (name, at, all) => all.findIndex((each) => httpProvider(each).wire === httpProvider(name).wire) === at,
);

function setUp(env: Readonly<Record<string, string>>) {
  const [places, scratch] = [temporaryFolder(), temporaryFolder()];
  const temporary = join(temporaryFolder(), '.');
  const cli = commandLine({ TMPDIR: temporary, TEMP: temporary, TMP: temporary, ...env });
  const repo = makeRepository({
    files: {
      ...CALCULATOR,
      'microfactory.yaml': 'version: 1\ndomains: { code: { verifier: node --test } }\n',
      // Shows what a process that is run for a step sees.
      'test/environment.test.js': `import { writeFileSync } from 'node:fs';
import test from 'node:test';
test('sees', () => writeFileSync(${JSON.stringify(places)} + '/' + process.pid + '.json', JSON.stringify(process.env)));
`,
    },
  });
  const said: CliResult[] = [];
  const command = async (...args: string[]) => {
    const result = await cli.run(args);
    said.push(result);
    return result;
  };
  const run = (provider: string, ...model: string[]) =>
    command(
      ...['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--ask', 'never', '--repo-path', repo],
      ...[
        '--llm-provider',
        provider,
        ...model,
        '--max-concurrent-llm',
        '1',
        '--output-dir',
        join(places, 'out'),
      ],
    );
  const lookAround = async (id: string, provider: string, ...model: string[]) => {
    await command('show', '--json', '--session-id', id, '--step', '1');
    await command('explain', '--session-id', id, '--step', '1');
    await command('inspect', '--session-id', id);
    await command('status', '--json');
    await command('models', '--llm-provider', provider);
    await command('probe', '--json', '--llm-provider', provider, ...model);
    const exported = await command('export', id, join(places, 'session.tar.gz'));
    expect(exported.exitCode, exported.stderr).toBe(0);
  };
  const folders = [cli.home, repo, places, temporary];
  const holding = (texts: readonly string[]) => [
    ...folders.flatMap((folder) => filesWith(folder, texts, scratch)),
    ...said.flatMap(({ stdout, stderr }, at) =>
      texts.some((text) => (stdout + stderr).includes(text)) ? [`output of command ${at}`] : [],
    ),
  ];
  return { cli, command, run, lookAround, holding };
}

describe('a key is in no file, archive, output and environment', () => {
  it.each(SERVED)('of a session with %s whose server echoes it', async (provider) => {
    const { wire, keyVariables, baseUrlVariable } = httpProvider(provider);
    const server = await modelServer(
      byRole({
        decomposition: (_request, place) =>
          place === 0 ? { status: 401, message: `Incorrect API key provided: ${KEY} (${ECHO}).` } : PLAN,
        solver: (_request, place) => (place === 0 ? { fault: 'malformed' } : FIX),
        probe: () => ECHO,
      }),
    );
    const url = wire === 'anthropic-messages' ? server.anthropicUrl : server.openaiUrl;
    const { command, run, lookAround, holding } = setUp({ [keyVariables[0]]: KEY, [baseUrlVariable]: url });
    const model = ['--llm-model', 'test-model'];
    const refused = await run(provider, ...model);
    expect(refused.exitCode, refused.stdout).toBe(3);
    const id = sessionOf(refused);
    const resumed = await command('resume', '--json', '--session-id', id);
    expect(resumed.exitCode, resumed.stdout).toBe(0);
    await lookAround(id, provider, ...model);
    expect(holding(SPELLINGS)).toEqual([]);
    const kept = holding([MARK]);
    expect(kept.some((path) => path.includes('blobs'))).toBe(true);
    expect(kept.some((path) => path.includes('session.tar.gz: '))).toBe(true);
    expect(holding(['// [key]']).some((path) => path.endsWith('src/add.js'))).toBe(true);
  });

  it.each(PROGRAM_NAMES)(
    'of a session with %s that prints its environment into its answers',
    async (provider) => {
      const program = programFixture(temporaryFolder());
      program.answerBy(`export default (prompt) => prompt.startsWith('You plan work')
  ? ${JSON.stringify(PLAN)}
  : ${JSON.stringify(FIX)} + '\\n\\n' + JSON.stringify(process.env);
`);
      const { keyVariables, pathVariable, command: kind } = programRow(provider);
      const own = keyVariables.at(-1) ?? '';
      const { run, lookAround, holding } = setUp({
        [own]: KEY,
        GEMINI_API_KEY: KEY,
        [pathVariable]: program.path(kind as 'codex' | 'claude'),
      });
      const result = await run(provider);
      expect(result.exitCode, result.stdout).toBe(0);
      await lookAround(sessionOf(result), provider);
      expect(
        program.calls().every(({ env }) => env[own] === KEY && env['GEMINI_API_KEY'] === undefined),
      ).toBe(true);
      expect(holding(SPELLINGS)).toEqual([]);
      expect(holding([MARK])).not.toEqual([]);
    },
  );
});
