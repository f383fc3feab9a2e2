import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { voteExplanation } from '../../src/protocol/explanation.ts';
import { commandLine, ofType, sessionOf } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';

const WAS = ['  if (value < low) {', '    return low;', '  }', '  if (value > high) {', '    return low;', '  }', '  return value;'].join('\n'); // prettier-ignore
const FILES = {
  'package.json': '{ "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/clamp.js': `export function clamp(value, low, high) {\n${WAS}\n}\n`,
  'test/clamp.test.js': [
    "import test from 'node:test';",
    "import assert from 'node:assert/strict';",
    "import { clamp } from '../src/clamp.js';",
    "test('keeps below', () => assert.equal(clamp(5, 0, 3), 3));",
    '',
  ].join('\n'),
};
const KEEP_BELOW = { title: 'Keep below', tests: ['test/clamp.test.js › keeps below'] };
const body = (...lines: string[]) =>
  replaceLine('src/clamp.js', WAS, lines.map((line) => `  ${line}`).join('\n'));
/** Three ways to do the same. */
const [BRANCHES, BOUNDS, MIDDLE] = [
  body('if (value < low) return low;', 'return value > high ? high : value;'),
  body('return Math.min(high, Math.max(low, value));'),
  body('const sorted = [low, value, high].sort((one, other) => one - other);', 'return sorted[1];'),
];
/** It passes the test all the same. */
const WRONG = body('return value > high ? high : value;');
const CALLS = [
  ...[[5, 0, 3], [0, 0, 3], [3, 0, 3], [-1, 0, 3], [1, 0, 3], [2, 0, 3]],
  ...[[10, 5, 8], [5, 5, 8], [8, 5, 8], [6, 5, 8], [-5, -9, -2], [-10, -9, -2]],
]; // prettier-ignore

/** The votes of each class, the most first: which of the first answers is read first has no order. */
function countsOf(run: Parameters<typeof ofType>[0]): number[] {
  const [vote] = ofType(run, 'vote-concluded');
  return Object.values(vote?.['votes'] as Record<string, number>).sort((a, b) => b - a);
}

it('three algorithms of one function win together; one that passes the tests and differs on an input does not', async () => {
  // Two of seven are for something else, which a person would be asked about.
  const settings = 'domains: { code: { human_low_margin_threshold: 0 } }\n';
  const repo = makeRepository({ files: { ...FILES, 'microfactory.yaml': settings } });
  const script = [BRANCHES, WRONG, BOUNDS, WRONG, MIDDLE, BOUNDS, MIDDLE];
  const prompts: string[] = [];
  const server = await modelServer(
    byRole({
      decomposition: () => planOf(KEEP_BELOW),
      solver: (_request, place) => script[place] ?? { status: 400, message: 'asked past the decision' },
      calls: ({ prompt }) => {
        prompts.push(prompt);
        return JSON.stringify({ file: 'src/clamp.js', function: 'clamp', calls: CALLS });
      },
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const args = ['--prompt', 'Fix the failing tests', '--yes-verifier', '--max-concurrent-llm', '1'];
  const run = await cli.run(['run', '--json', ...args, '--ask', 'never', '--repo-path', repo]);

  expect(run.exitCode).toBe(0);
  expect(ofType(run, 'vote-concluded')).toMatchObject([{ decided: true, margin: 3 }]);
  expect(countsOf(run)).toEqual([5, 2]);
  expect(readFileSync(join(repo, 'src/clamp.js'), 'utf8')).toContain('Math.min(high, Math.max(low, value))');
  // Asked once, of the function as it was.
  expect(prompts).toHaveLength(1);
  expect(prompts[0]).toContain('return low;');
  expect(prompts[0]).not.toMatch(/Math\.min|sorted|\? high/u);

  const explain = ['explain', '--session-id', sessionOf(run), '--step', '1'];
  const explained = voteExplanation.parse(JSON.parse((await cli.run([...explain, '--json'])).stdout));
  expect(explained.sentence).toBe('5 of 7 agree: same behaviour on 12 inputs; 2 differ.');
  expect(explained.behaviour).toMatch(/^Answers were run on 12 inputs of clamp of src\/clamp\.js, which tell \d+ of \d+ planted faults\.$/u); // prettier-ignore
  expect(explained.tiers.map(({ tier, classes }) => `${tier} ${classes.length}`).slice(-2)).toEqual([
    'syntax 4',
    'behaviour 2',
  ]);
  expect((await cli.run(explain)).stdout).toContain('same behaviour on 12 inputs');
  const status = await cli.run(['status', '--json', '--session-id', sessionOf(run)]);
  expect(status.stdout).toContain('(same behaviour on 12 inputs)');
});

it('behaviour_probes: false asks for no inputs, and the classes stay rivals', async () => {
  const repo = makeRepository({
    files: { ...FILES, 'microfactory.yaml': 'domains: { code: { behaviour_probes: false } }\n' },
  });
  const script = [BRANCHES, BOUNDS, BOUNDS, BOUNDS, BOUNDS];
  const server = await modelServer(
    byRole({ decomposition: () => planOf(KEEP_BELOW), solver: (_request, place) => script[place] ?? BOUNDS }),
  );
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const args = ['--prompt', 'Fix the failing tests', '--yes-verifier', '--max-concurrent-llm', '1'];
  const run = await cli.run(['run', '--json', ...args, '--ask', 'never', '--repo-path', repo]);
  expect(ofType(run, 'vote-concluded')).toMatchObject([{ decided: true }]);
  expect(countsOf(run)).toEqual([4, 1]);
  expect(server.log.some(({ system }) => system.startsWith('You choose calls'))).toBe(false);
});
