// `npm test`: installs what is missing, then lint, types, build and all tests; stops at the first stage that fails.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { root, runNode } from './project.mjs';
import { readVitestReport } from './vitest-report.mjs';

const REPORT = join(root, '.cache', 'vitest.json');

async function stage(name, script, args = []) {
  console.log(`\n== ${name}`);
  const code = await runNode(script, args);
  if (code === 0) return;
  console.error(`\nStage "${name}" failed.`);
  process.exit(code);
}

await ensureInstalled();
await stage('lint: eslint', 'node_modules/eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
await stage('lint: prettier', 'node_modules/prettier/bin/prettier.cjs', ['--check', '.']);
await stage('lint: dependencies', 'scripts/lint/check-dependencies.mjs');
await stage('lint: guarantees', 'scripts/guarantees.mjs', ['--check']);
await stage('types', 'scripts/types.mjs');
await stage('build', 'scripts/build.mjs');

console.log('\n== tests: unit, scenarios, contract, command line');
await mkdir(join(root, '.cache'), { recursive: true });
await rm(REPORT, { force: true });
const vitestArgs = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
const code = await runNode('node_modules/vitest/vitest.mjs', [...vitestArgs, ...process.argv.slice(2)]);
const report = await readVitestReport(REPORT);
if (report.passed + report.failed === 0) console.error('\nNo test ran.');
console.log(`\n${report.passed} passed, ${report.failed} failed`);
process.exitCode = code !== 0 ? code : report.failed > 0 || report.passed === 0 ? 1 : 0;
