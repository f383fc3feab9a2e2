import { defineConfig } from 'vitest/config';

/** The panel's tests in a real browser; `npm test` runs them as a stage of their own. */
export default defineConfig({
  test: {
    include: ['test/webview/**/*.webview.ts'],
    globalSetup: ['test/webview/support/build-panel.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
