import { expect, it } from 'vitest';
import type { ExchangePage } from '../../src/protocol/exchanges.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType } from './support/command-line.ts';
import type { ServerAnswer } from '../support/model-server.ts';
import { modelServer } from './support/model.ts';
import { makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';

const CHARACTERS = 400_000;

const GOOD = replaceLine('src/add.js', '  return a - b;', '  return a + b;');

/** A session whose solver's first answer is the given one and all others are good, and the requests that it made. */
async function session(first: ServerAnswer, configuration = '') {
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] }),
      solver: (_request, place) => (place === 0 ? first : GOOD),
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const repo = makeRepository({
    files: {
      ...CALCULATOR,
      'microfactory.yaml': `version: 1\n${configuration}domains: { code: { verifier: node --test } }\n`,
    },
  });
  const run = await cli.run([
    ...['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--ask', 'never', '--repo-path', repo],
    ...['--max-concurrent-llm', '1'],
  ]);
  expect(ofType(run, 'delivery-finished')).toMatchObject([{ files: ['src/add.js'] }]);
  const listed = await cli.run(['inspect', run.events[0]?.session_id ?? '', '--json']);
  return (JSON.parse(listed.stdout) as ExchangePage).rows.filter(({ role }) => role === 'solver');
}

it('an answer that is far too long is read no further, raises a red flag and has its cost on record', async () => {
  const rows = await session('Let me think. '.repeat(CHARACTERS / 14));
  const cut = rows.filter(({ red_flags }) => red_flags?.includes('cut'));
  expect(cut).toHaveLength(1);
  expect(cut[0]?.output_tokens).toBeGreaterThan(500);
  expect(cut[0]?.output_tokens).toBeLessThan(CHARACTERS / 4 / 4);
  expect(cut[0]?.cost_usd).toBeGreaterThan(0);
});

it('a model that sends nothing for as long as the configuration says is asked anew', async () => {
  const [stalled, ...later] = await session({ fault: 'hang' }, 'idle_timeout_seconds: 4\n');
  expect(stalled).toMatchObject({ outcome: 'failed', attempt: 1 });
  expect(stalled?.problem).toContain('sent nothing for 4 s');
  expect(later.find(({ sample }) => sample === stalled?.sample)).toMatchObject({ outcome: 'answered' });
});
