// Runs the integration tests in the extension host of the web workbench.
import { setTimeout } from 'node:timers/promises';
import { format } from 'node:util';
import { CHROMIUM_ARGUMENTS } from '../vscode/chromium-arguments.mjs';
import { ensureChromium } from '../vscode/ensure-chromium.mjs';
import { serveWorkbench } from '../vscode/serve-workbench.mjs';

const LONGEST_MS = 900_000;

/** As in a desktop window: a browser's saves after a second, before a slow machine's test does. */
const SETTINGS = { 'files.autoSave': 'off' };

/** Returns the verdict of the tests, 0 when all is well; the consoles are printed only when there is none. */
export async function runInWebWorkbench({ extension, tests, workspace, folder, env }) {
  const executablePath = await ensureChromium();
  const { chromium } = await import('playwright-core');
  const workbench = await serveWorkbench({ folder, env, withDriver: true, settings: SETTINGS });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
  try {
    const said = [];
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.exposeFunction('codeAutomationLog', (_type, args) => said.push(format(...args)));
    const verdict = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    const remote = (path) => `vscode-remote://localhost:${workbench.port}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(tests)],
    ];
    await page.goto(workbench.addressOf(workspace, payload));
    const late = setTimeout(LONGEST_MS, 'late', { ref: false });
    const code = await Promise.race([verdict, late]);
    if (code !== 'late') return code;
    console.error(
      `The integration tests gave no verdict in a quarter of an hour.\n${said.slice(-40).join('\n')}`,
    );
    return 1;
  } finally {
    await browser.close();
    await workbench.stop();
  }
}
