import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPanel } from './support/panel-page.ts';
import * as scenes from './support/scenes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function cellsOf(page: Page, table: string): Promise<string[][]> {
  const rows = await page.locator(`${table} tbody tr`).allInnerTexts();
  return rows.map((row) => row.split(/\s*\t\s*/u));
}

test('a vote is explained when its section is unfolded by keyboard, and asked for no sooner', async () => {
  const { page, host, close } = await openPanel({ browser, scene: scenes.WAITING });
  const summary = page.locator('.explanation summary');
  expect((await summary.innerText()).trim()).toBe('Explain this vote');
  expect(host.received.some((message) => message.type === 'look' && message.look.explain === true)).toBe(
    false,
  );
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.locator('.explanation .checks').waitFor();
  expect(await page.locator('.explanation > details > p').first().innerText()).toBe(
    '3 of 4 agree: same syntax; 1 differs.',
  );
  expect(await cellsOf(page, '.explanation table:not(.checks)')).toEqual([
    ['tree', '3', 'A: 1, 2 · A: 4 · B: 3'],
    ['syntax counted', '2', 'A: 1, 2, 4 · B: 3'],
  ]);
  expect(await page.getByRole('region', { name: 'From A to B' }).innerText()).toContain('+  return a + b;');
  await close();
});

test('the explanation says where the answers differ, what each check gave, and what was formatted', async () => {
  const { page, close } = await openPanel({ browser, scene: scenes.WAITING });
  await page.locator('.explanation summary').click();
  await page.locator('.explanation .checks').waitFor();
  expect(await cellsOf(page, '.explanation .checks')).toEqual([
    ['A', 'passed', '1 promised pass, 31 kept'],
    ['B', 'failed', 'breaks s2 › works'],
  ]);
  expect(await page.locator('.explanation .formatting > li').allInnerTexts()).toEqual([
    'A: src/totals.js is compared without Prettier: a second run changes what the first one wrote.',
    'B: src/totals.js is compared as Prettier writes it.',
  ]);
  expect(await page.locator('.explanation ul.plain li li').allInnerTexts()).toEqual([
    'A gives -1',
    'B gives 3',
  ]);
  await close();
});

test('whoever decides sees what told the answers apart without unfolding anything', async () => {
  const { page, close } = await openPanel({ browser, scene: scenes.UNDECIDED });
  const block = page.locator('.distinctions');
  await block.waitFor();
  expect(await block.locator('h3').innerText()).toBe('Where the answers differ');
  expect(await block.locator('li li').allInnerTexts()).toEqual([
    'A gives { next: 3 }',
    'B gives { next: 2 }',
  ]);
  await close();
});
