import { execa } from 'execa';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// `npm run proof -- first-example`: the first example is repaired offline with every socket of the process closed to it.
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const { exitCode } = await execa(process.execPath, [vitest, 'run', 'test/cli/no-network.test.ts'], {
  env: { MICROFACTORY_LONG_TESTS: '1' },
  stdio: 'inherit',
  reject: false,
});
process.exitCode = exitCode ?? 1;
