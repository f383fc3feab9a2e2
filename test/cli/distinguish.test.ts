import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { voteExplanation } from '../../src/protocol/explanation.ts';
import { stepDetail } from '../../src/protocol/session.ts';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';

/** Both round 1.6 as the test asks for; only one rounds -2.5 away from nought. */
const UP = 'Math.floor(value + 0.5)';
const AWAY = 'Math.sign(value) * Math.round(Math.abs(value))';
const TOLD = 'For round(-2.5) of src/round.';
const CONFIGURATION = `version: 1
domains:
  code:
    verifier: node --test
    escalation: { rungs: [distinguish, person], votes: 4 }
`;

interface Scene {
  readonly ending: 'js' | 'ts';
  readonly packages?: readonly string[];
  /** What the votes are for that were told how the answers differ; both in turn where it is left out. */
  readonly convinced?: string;
}

/** A session whose first four votes are two for either answer; a lead of two decides. */
async function torn({ ending, packages = [], convinced }: Scene) {
  const path = `src/round.${ending}`;
  const asks = (body: string) => replaceLine(path, '  return value;', `  return ${body};`);
  const told: string[] = [];
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Round', tests: ['test/round.test.js › rounds'], files: [path] }),
      solver: ({ prompt }, place) => {
        if (prompt.includes(TOLD)) told.push(prompt);
        if (prompt.includes(TOLD) && convinced !== undefined) return asks(convinced);
        return asks(place % 2 === 0 ? UP : AWAY);
      },
      inputs: () => JSON.stringify({ file: path, function: 'round', calls: [[1], [-2.5]] }),
    }),
  );
  const repo = makeRepository({ files: filesFor(ending, path) });
  mkdirSync(join(repo, 'node_modules'));
  for (const name of packages)
    symlinkSync(resolve('node_modules', name), join(repo, 'node_modules', name), 'dir');
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const run = await cli.run([
    ...['run', '--json', '--prompt', 'Fix the failing tests', '--yes-verifier', '--ask', 'never'],
    ...['--k', '2', '--samples', '4', '--max-concurrent-llm', '1', '--repo-path', repo],
  ]);
  const at = ['--session-id', sessionOf(run), '--step', '1'];
  return { cli, run, told, look: async (...args: string[]) => (await cli.run([...args, ...at])).stdout };
}

/** The check reads the source, so that it passes on any Node, whatever the language. */
function filesFor(ending: string, path: string): Record<string, string> {
  const typed = ending === 'ts';
  const check = typed
    ? `assert.match(readFileSync('${path}', 'utf8'), /Math/)`
    : `assert.equal((await import('../${path}')).round(1.6), 2)`;
  return {
    'package.json': '{ "type": "module" }\n',
    '.gitignore': 'node_modules\n',
    'microfactory.yaml': CONFIGURATION,
    [path]: `export function round(value${typed ? ': number' : ''}) {\n  return value;\n}\n`,
    'test/round.test.js': [
      "import assert from 'node:assert/strict';",
      "import { readFileSync } from 'node:fs';",
      "import test from 'node:test';",
      `test('rounds', async () => ${check});`,
      `test('reads', () => assert.ok(readFileSync('${path}')));`,
      '',
    ].join('\n'),
  };
}

describe('two answers that both hold', () => {
  it('are run on what a model proposes: whoever decides sees the input on which they differ, and so does who asks why', async () => {
    const { run, told, look } = await torn({ ending: 'js' });
    expect(run.exitCode).toBe(3);
    expect(ofType(run, 'escalated')).toMatchObject([{ rung: 'distinguish', votes: 4 }]);
    expect(told).toHaveLength(4);
    expect(told[0]).toMatch(
      /For round\(-2\.5\) of src\/round\.js the answer ".*" gives -2, and ".*" gives -3\./,
    );

    const detail = stepDetail.parse(JSON.parse(await look('show', '--json')));
    const { one, other } = detail.distinctions?.[0] ?? {};
    const found = { one, other, input: 'round(-2.5) of src/round.js', outcomes: ['-2', '-3'] };
    expect(detail.distinctions).toMatchObject([found]);
    expect([one, other].sort()).toEqual(['A', 'B']);
    const difference = [`  ${found.input}`, `    ${one} gives -2`, `    ${other} gives -3`].join('\n');
    expect(await look('show')).toContain(difference);
    const explained = voteExplanation.parse(JSON.parse(await look('explain', '--json')));
    expect(explained.distinctions).toMatchObject([found]);
    expect(explained.checks.map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
    expect(await look('explain')).toContain(`Where they differ\n${difference}`);
  });

  it('in TypeScript are run by the compiler of the project, and votes that were told so decide', async () => {
    const { run, look } = await torn({ ending: 'ts', packages: ['typescript'], convinced: AWAY });
    expect(ofType(run, 'vote-concluded').at(-1)).toMatchObject({ decided: true });
    const explained = voteExplanation.parse(JSON.parse(await look('explain', '--json')));
    const found = { input: 'round(-2.5) of src/round.ts', outcomes: ['-2', '-3'] };
    expect(explained.distinctions).toMatchObject([found]);
    expect(explained.tiers.at(-1)?.classes[0]?.label).toBe(explained.distinctions[0]?.other);
  });

  it('of a language that is not run here are left to a person, who is told why', async () => {
    const { cli, run, look } = await torn({ ending: 'ts' });
    expect(run.exitCode).toBe(3);
    const runs = 'stripTypeScriptTypes' in (process.getBuiltinModule('node:module') as object);
    const detail = stepDetail.parse(JSON.parse(await look('show', '--json')));
    const none =
      /^Nothing tells [AB] and [AB] apart: src\/round\.ts was not run: it does not load: TypeScript is run with/;
    expect(detail.distinctions).toMatchObject([
      runs ? { outcomes: ['-2', '-3'] } : { outcomes: null, sentence: expect.stringMatching(none) as string },
    ]);
    const wrong = await cli.run(['explain', '--session-id', sessionOf(run), '--step', 'nowhere']);
    expect(wrong).toMatchObject({
      exitCode: 2,
      stderr: 'There is no step nowhere; the steps are task, 1.\n',
    });
    const shown = (await look('show')).replace(/\s+/g, ' ');
    expect(shown).toContain(runs ? 'gives -3' : 'the project has neither in node_modules');
  });
});
