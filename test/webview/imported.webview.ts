import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPanel } from './support/panel-page.ts';
import * as scenes from './support/scenes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('an imported session says so, and asks nobody what it waited for', async () => {
  const { page, host, close } = await openPanel({ browser, scene: scenes.IMPORTED });
  await page.getByText('Imported: its steps, votes and answers can be looked at').waitFor();
  expect(await page.locator('.session-state').innerText()).toBe('imported, paused');
  const text = await page.locator('body').innerText();
  expect(text).toContain('unanswered');
  expect(text).toContain('1 of 5 votes was for something else.');
  expect(text).not.toMatch(/waiting for you|waits for you|What should happen/u);
  const names = await page.locator('.top-bar button, .top-bar vscode-button').allInnerTexts();
  expect(names.map((name) => name.trim()).filter((name) => name !== '')).toEqual(['Open Result']);
  expect(await page.locator('.decision-bar').count()).toBe(0);
  for (const key of ['a', 'm', 'r', 'w']) await page.keyboard.press(key);
  await page.waitForTimeout(200);
  expect(host.decided).toEqual([]);
  expect(await page.locator('.decision-form').count()).toBe(0);
  await close();
});
