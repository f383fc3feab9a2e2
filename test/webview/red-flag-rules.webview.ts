import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPanel } from './support/panel-page.ts';
import * as scenes from './support/scenes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('a red flag that throws nearly everything away is named in one line; what to do, and all rules, unfold', async () => {
  const { page, close } = await openPanel({ browser, scene: scenes.FLOODED });
  const summary = page.locator('.red-flag-rules summary');
  expect((await summary.innerText()).trim()).toBe(
    'Red flags: too-long flags nearly everything (58 of 60 answers)',
  );
  expect(await page.locator('.red-flag-rules table').isVisible()).toBe(false);
  await summary.focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('.red-flag-rules li').allInnerTexts()).toEqual([scenes.FLOOD]);
  const rows = await page.locator('.red-flag-rules tbody tr').allInnerTexts();
  expect(rows.map((row) => row.split(/\s*\t\s*/u))).toEqual([
    ['syntax', 'solver', '70', '1,204'],
    ['too-long', 'decomposition', '58', '60'],
  ]);
  await close();
});

test('where no rule threw anything away, nothing is said of rules', async () => {
  const { page, close } = await openPanel({ browser, scene: scenes.RUNNING });
  expect(await page.locator('.red-flag-rules').count()).toBe(0);
  await close();
});
