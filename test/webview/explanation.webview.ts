import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPanel } from './support/panel-page.ts';
import * as scenes from './support/scenes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('a vote is explained when its section is unfolded by keyboard, and asked for no sooner', async () => {
  const { page, host, close } = await openPanel({ browser, scene: scenes.WAITING });
  const summary = page.locator('.explanation summary');
  expect((await summary.innerText()).trim()).toBe('Explain this vote');
  expect(host.received.some((message) => message.type === 'look' && message.look.explain === true)).toBe(
    false,
  );
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.locator('.explanation table').waitFor();
  expect(await page.locator('.explanation > details > p').first().innerText()).toBe(
    '3 of 4 agree: same syntax; 1 differs.',
  );
  const rows = await page.locator('.explanation tbody tr').allInnerTexts();
  expect(rows.map((row) => row.split(/\s*\t\s*/u))).toEqual([
    ['tree', '3', 'A: 1, 2 · A: 4 · B: 3'],
    ['syntax counted', '2', 'A: 1, 2, 4 · B: 3'],
  ]);
  expect(await page.getByRole('region', { name: 'From A to B' }).innerText()).toContain('+  return a + b;');
  await close();
});
