import type { JsonFramework } from './json-runner.ts';

/** vitest: its JSON reporter beside the default one; files are matched as parts of paths. */
export const vitest: JsonFramework = {
  name: 'vitest',
  program: /\/(vitest\/vitest\.mjs|\.bin\/vitest)$/,
  scripts: ['vitest/vitest.mjs'],
  reportArgs: (reportFile) => ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`],
  fileArgs: (files) => files,
};
