// Runs the integration tests in desktop VS Code, which @vscode/test-electron downloads.
import { join } from 'node:path';

const VERSION = '1.139.1';

/** What desktop VS Code is started with: the tests and the workspace come from test-electron and the folder. */
export function launchArguments({ workspace, folder }) {
  return [
    workspace,
    '--disable-workspace-trust',
    '--disable-extensions',
    '--disable-telemetry',
    '--skip-welcome',
    '--skip-release-notes',
    ...['--user-data-dir', join(folder, 'user')],
    ...['--extensions-dir', join(folder, 'extensions')],
  ];
}

/** Returns the verdict of the tests: 0 when all is well; throws one sentence when VS Code can't be had. */
export async function runInDesktop({ extension, tests, workspace, folder, env }) {
  const { downloadAndUnzipVSCode, runTests } = await import('@vscode/test-electron');
  const vscodeExecutablePath = await downloadAndUnzipVSCode({ version: VERSION }).catch((error) => {
    throw new Error(
      `Desktop VS Code ${VERSION} could not be downloaded (${String(error.message ?? error).split('\n')[0]}): \`npm run integration\` runs the same tests in the web workbench.`,
    );
  });
  return runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: extension,
    extensionTestsPath: tests,
    launchArgs: launchArguments({ workspace, folder }),
    extensionTestsEnv: env,
  });
}
