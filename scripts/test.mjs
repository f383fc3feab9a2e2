// `npm test`: installs what is missing, then lint, types, build and all tests. The last line counts the tests of all stages.
// `npm test -- <paths>` runs, after the checks, only those of the unit and command-line tests.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { root, runNode } from './project.mjs';
import { readVitestReport } from './vitest-report.mjs';

const CACHE = join(root, '.cache');
const totals = { passed: 0, failed: 0 };

async function check(name, script, args = []) {
  console.log(`\n== ${name}`);
  const code = await runNode(script, args);
  if (code === 0) return;
  console.error(`\nStage "${name}" failed.`);
  process.exit(code);
}

/** Adds a stage's counts; a stage that failed in another way than by a test, or ran none, is a failure too. */
function count(name, code, { passed, failed }) {
  totals.passed += passed;
  totals.failed += failed;
  if (passed + failed === 0) console.error(`\nStage "${name}" ran no test.`);
  if (code === 0 && failed === 0 && passed > 0) return;
  console.error(`\nStage "${name}" failed.`);
  process.exitCode = 1;
}

async function vitestStage(name, args) {
  console.log(`\n== tests: ${name}`);
  const report = join(CACHE, `vitest-${name.replaceAll(/\W+/g, '-')}.json`);
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runNode('node_modules/vitest/vitest.mjs', ['run', ...reporters, ...args]);
  count(name, code, await readVitestReport(report));
}

async function integrationStage() {
  const name = 'in a real extension host';
  console.log(`\n== tests: ${name}`);
  const report = join(CACHE, 'integration.json');
  await rm(report, { force: true });
  const code = await runNode('scripts/test-integration.mjs');
  const text = await readFile(report, 'utf8').catch(() => '{ "passed": 0, "failed": 0 }');
  count(name, code, JSON.parse(text));
}

async function ensureVscode() {
  const { ensureChromium } = await import('./vscode/ensure-chromium.mjs');
  const { ensureCodeServer } = await import('./vscode/ensure-code-server.mjs');
  await ensureChromium();
  await ensureCodeServer();
}

const paths = process.argv.slice(2);
const isWhole = paths.length === 0;

await ensureInstalled();
if (isWhole)
  await ensureVscode().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
await check('lint: eslint', 'node_modules/eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
await check('lint: prettier', 'node_modules/prettier/bin/prettier.cjs', ['--check', '.']);
await check('lint: dependencies', 'scripts/lint/check-dependencies.mjs');
await check('lint: guarantees', 'scripts/guarantees.mjs', ['--check']);
await check('types', 'scripts/types.mjs');
await check('build', 'scripts/build.mjs');

await mkdir(CACHE, { recursive: true });
await vitestStage('unit, scenarios, contract, command line', paths);
if (isWhole) {
  await vitestStage('the panel in a browser', ['--config', 'test/webview/vitest.config.ts']);
  await integrationStage();
  await vitestStage('the packaged extension in a workbench', ['--config', 'test/e2e/vitest.config.ts']);
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
