import { chromium, type Browser } from 'playwright-core';
import { afterAll, expect, inject, onTestFinished } from 'vitest';
import { CHROMIUM_ARGUMENTS } from '../../../scripts/vscode/chromium-arguments.mjs';
import { panelText } from '../driver/panel.ts';
import { startWorkbench, type Workbench, type WorkbenchOptions } from '../driver/workbench.ts';

let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** Opens a workbench with the packaged extension; it is closed when the test ends, with a picture when that failed. */
export async function openWorkbench(
  options: Omit<WorkbenchOptions, 'browser' | 'extensions'>,
): Promise<Workbench> {
  browser ??= chromium.launch({ executablePath: inject('chromium'), args: CHROMIUM_ARGUMENTS });
  const workbench = await startWorkbench({
    ...options,
    browser: await browser,
    extensions: inject('extensions'),
  });
  const title = expect.getState().currentTestName ?? 'test';
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await tellFailure(title, workbench);
    await workbench.close();
  });
  return workbench;
}

/** What could be seen when the test failed, before it is gone. */
async function tellFailure(title: string, workbench: Workbench): Promise<void> {
  await workbench.screenshot(title);
  const shown = workbench.page.locator('.notification-list-item, .quick-input-widget:visible, .statusbar');
  const words = await shown.allInnerTexts().catch((error: Error) => [error.message]);
  const panel = await panelText(workbench.page, 5000).catch((error: Error) => error.message);
  process.stderr.write(`The window said:\n${words.join('\n')}\nThe panel said:\n${panel}\n`);
  process.stderr.write(`The server's last words:\n${workbench.log.slice(-15).join('\n')}\n`);
}
