// `npm run integration`: the tests in a real extension host, of the web workbench; `--desktop`: of desktop VS Code.
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { bundleTests } from './integration/bundle-tests.mjs';
import { runInDesktop } from './integration/in-desktop.mjs';
import { runInWebWorkbench } from './integration/in-web-workbench.mjs';
import { root, runNode } from './project.mjs';

/** How many tests passed and failed, and the report in words, written in the extension host. */
const REPORT = join(root, '.cache', 'integration.json');
const TEXT = `${REPORT}.txt`;
const WORKSPACE = join(root, 'test', 'integration', 'workspace');

async function runTests() {
  const built = await runNode('scripts/build.mjs');
  if (built !== 0) return built;
  const tests = await bundleTests();
  await mkdir(join(root, '.cache'), { recursive: true });
  for (const path of [REPORT, TEXT]) await rm(path, { force: true });
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-integration-'));
  try {
    const workspace = join(folder, 'workspace');
    await cp(WORKSPACE, workspace, { recursive: true });
    const home = join(folder, 'home');
    const env = { MICROFACTORY_HOME: home, MICROFACTORY_INTEGRATION_REPORT: REPORT, MICROFACTORY_TEST: '1' };
    const runIn = process.argv.includes('--desktop') ? runInDesktop : runInWebWorkbench;
    const code = await runIn({ extension: root, tests, workspace, folder, env });
    const { passed, failed } = await reported();
    console.log(`\n${passed} passed, ${failed} failed`);
    return code !== 0 || failed > 0 || passed === 0 ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const textOf = (path) =>
  readFile(path, 'utf8').catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });

async function reported() {
  console.log((await textOf(TEXT)) ?? '');
  const counts = await textOf(REPORT);
  if (counts !== undefined) return JSON.parse(counts);
  console.error('No integration test ran to its end.');
  return { passed: 0, failed: 0 };
}

await ensureInstalled();
process.exitCode = await runTests().catch((error) => {
  console.error(error.message);
  return 1;
});
