import type { JsonFramework } from './json-runner.ts';

/** jest: its own JSON report; files are given by path, not as patterns. */
export const jest: JsonFramework = {
  name: 'jest',
  program: /\/(jest(-cli)?\/bin\/jest\.js|\.bin\/jest|react-scripts\/scripts\/test\.js)$/,
  scripts: ['jest/bin/jest.js', 'jest-cli/bin/jest.js'],
  reportArgs: (reportFile) => ['--json', `--outputFile=${reportFile}`],
  fileArgs: (files) => ['--runTestsByPath', ...files],
};
