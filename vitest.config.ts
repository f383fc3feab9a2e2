import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: [
      '**/node_modules/**',
      'test/fixtures/**',
      'examples/**',
      // They run in a browser, in an extension host, in a whole workbench: each has a runner of its own.
      'test/webview/**',
      'test/integration/**',
      'test/e2e/**',
    ],
    globalSetup: ['test/cli/support/build-once.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
