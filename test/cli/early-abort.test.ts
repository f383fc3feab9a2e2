import { expect, it } from 'vitest';
import type { ExchangePage } from '../../src/protocol/exchanges.ts';
import { CALCULATOR } from './support/calculator.ts';
import { commandLine, ofType } from './support/command-line.ts';
import { modelServer } from './support/model.ts';
import { makeRepository } from './support/repository.ts';
import { byRole, planOf, replaceLine } from './support/scripted-model.ts';

const CHARACTERS = 400_000;

it('an answer that is far too long is read no further, raises a red flag and has its cost on record', async () => {
  const server = await modelServer(
    byRole({
      decomposition: () => planOf({ title: 'Mend add', tests: ['test/add.test.js › adds'] }),
      solver: (_request, place) =>
        place === 0
          ? 'Let me think. '.repeat(CHARACTERS / 14)
          : replaceLine('src/add.js', '  return a - b;', '  return a + b;'),
    }),
  );
  const cli = commandLine({ OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: server.openaiUrl });
  const repo = makeRepository({
    files: {
      ...CALCULATOR,
      'microfactory.yaml': 'version: 1\ndomains: { code: { verifier: node --test } }\n',
    },
  });
  const run = await cli.run([
    ...['run', '--json', '--prompt', 'Fix add', '--yes-verifier', '--ask', 'never', '--repo-path', repo],
    ...['--max-concurrent-llm', '1'],
  ]);
  expect(ofType(run, 'delivery-finished')).toMatchObject([{ files: ['src/add.js'] }]);
  const listed = await cli.run(['inspect', run.events[0]?.session_id ?? '', '--json']);
  const cut = (JSON.parse(listed.stdout) as ExchangePage).rows.filter(({ red_flags }) =>
    red_flags?.includes('cut'),
  );
  expect(cut).toHaveLength(1);
  expect(cut[0]?.output_tokens).toBeGreaterThan(500);
  expect(cut[0]?.output_tokens).toBeLessThan(CHARACTERS / 4 / 4);
  expect(cut[0]?.cost_usd).toBeGreaterThan(0);
});
