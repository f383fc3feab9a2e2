import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPanel } from './support/panel-page.ts';
import * as scenes from './support/scenes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('what the votes tell of the rest stands in one line; p and v of each class unfold by keyboard', async () => {
  const { page, close } = await openPanel({ browser, scene: scenes.RUNNING });
  const summary = page.locator('.estimates summary');
  expect((await summary.innerText()).trim()).toBe('Estimates: the rest succeeds 99 %; k 3, needs 4');
  expect(await page.locator('.estimates table').isVisible()).toBe(false);
  await summary.focus();
  await page.keyboard.press('Enter');
  const rows = await page.locator('.estimates tbody tr').allInnerTexts();
  expect(rows.map((row) => row.split(/\s*\t\s*/u))).toEqual([
    ['edit', '0.93 (0.92–0.94)', '0.9968 (0.9951–0.9981)', '1,204', '31'],
    ['test', '–', '–', '0', '4'],
  ]);
  expect(await page.locator('.estimates li').allInnerTexts()).toEqual([
    '108–136 samples',
    '$0.1870–$0.2360',
    '3 min 43 s–4 min 41 s',
    'k follows these estimates',
  ]);
  await close();
});

test('errors that are not independent are told beside the estimates that they spoil', async () => {
  const { page, close } = await openPanel({ browser, scene: scenes.CORRELATED });
  const summary = page.locator('.estimates summary');
  expect(await summary.innerText()).toContain('errors are not independent');
  await summary.click();
  expect(await page.locator('.estimates li').first().innerText()).toMatch(
    /^edit: wrong answers are repeated 12\.3 times as often/,
  );
  await close();
});

test('there is no section before the first race has ended', async () => {
  const { page, close } = await openPanel({ browser, scene: scenes.WAITING });
  expect(await page.locator('.estimates').count()).toBe(0);
  await close();
});
