import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPanel, send, violationsOf, type PanelPage } from './support/panel-page.ts';
import * as scenes from './support/scenes.ts';

let browser: Browser;
let opened: PanelPage;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(() => opened.close());

async function panelOf(scene: scenes.Scene): Promise<PanelPage> {
  opened = await openPanel({ browser, scene });
  return opened;
}

async function unfold(page: Page): Promise<void> {
  await page.locator('.requests summary').focus();
  await page.keyboard.press('Enter');
  await page.locator('.requests table, .requests details > p').first().waitFor();
}

/** The rows without their time of day, which is told in the reader's zone. */
async function rowsOf(page: Page): Promise<string[][]> {
  const rows = await page.locator('.requests tbody tr').allInnerTexts();
  return rows.map((row) => row.split(/\s*\t\s*/u).filter((_, at) => at !== 1));
}

const focusedName = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['name'] ?? '');

test('a step has its own requests, unfolded by keyboard, and asked for no sooner', async () => {
  const { page, host } = await panelOf(scenes.INSPECTED);
  const asked = () =>
    host.received.some((message) => message.type === 'look' && (message.look.requests ?? null) !== null);
  expect(asked()).toBe(false);
  await unfold(page);
  expect(asked()).toBe(true);
  const model = 'gpt-4.1-mini-2025-04-14';
  expect(await rowsOf(page)).toEqual([
    ['4', 'red flag: too-long', 'solver, sample 2', '1.2k (1.0k cached) → 30', '$0.0002', '0.8 s', model],
    ['3', 'answered try 2', 'solver, sample 1', '1.2k (1.0k cached) → 30', '$0.0002', '0.8 s', model],
    [
      '2',
      'failed: openai asks to slow down (429): its limit of requests a minute is reached.',
      'solver, sample 1',
      '–',
      '–',
      '0.3 s',
      'gpt-4.1-mini',
    ],
  ]);
});

test('the whole task has the requests of the session, each with its step', async () => {
  const { page } = await panelOf(scenes.INSPECTED);
  await unfold(page);
  await page.locator('[data-step="task"]').click();
  await expect.poll(() => page.locator('.requests tbody tr').count()).toBe(4);
  expect((await rowsOf(page)).map(([number, , what, step]) => [number, what, step])).toEqual([
    ['4', 'solver, sample 2', 'Parse quoted fields with doubled quotes'],
    ['3', 'solver, sample 1', 'Parse quoted fields with doubled quotes'],
    ['2', 'solver, sample 1', 'Parse quoted fields with doubled quotes'],
    ['1', 'decomposition, sample 1', 'task'],
  ]);
});

test('one is opened in full by keyboard, copied, again too, and closed; the focus goes along', async () => {
  const { page, host } = await panelOf(scenes.INSPECTED);
  await unfold(page);
  await page.locator('[data-name="request-3"]').focus();
  await page.keyboard.press('Enter');
  const request = page.getByRole('region', { name: 'Request 3', exact: true });
  await request.waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H4');
  expect(await page.locator('[data-name="request-3"]').getAttribute('aria-expanded')).toBe('true');
  const told = (name: string) => request.getByRole('region', { name, exact: true }).innerText();
  expect(await told('system')).toBe('You repair one step of a program. Answer with a patch.');
  expect(await told('user')).toBe('Parse quoted fields with doubled quotes in src/csv.js.');
  expect(await told('Told this sample alone')).toBe('Sample 1: think of the end of the text first.');
  expect(await told('Answer')).toContain("+  if (text[i] === '\"' && text[i + 1] !== '\"') break;");
  const facts = await request.locator('dl').innerText();
  for (const fact of ['https://api.openai.com/v1', 'chatcmpl-3', 'stop', '500', '1.5 s'])
    expect(facts).toContain(fact);
  const copy = page.locator('[data-name="request-copy"]');
  for (const times of [1, 2]) {
    await copy.click();
    await expect.poll(() => host.commands.length).toBe(times);
    await page.waitForTimeout(100);
  }
  expect(host.commands[1]).toEqual({ command: 'microfactory.copyRequest', args: ['session', 3] });
  await page.locator('[data-name="request-close"]').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => request.count()).toBe(0);
  expect(await focusedName(page)).toBe('request-3');
});

test('a failed one says of which class its error is, and that no answer came', async () => {
  const { page } = await panelOf(scenes.INSPECTED);
  await unfold(page);
  await page.locator('[data-name="request-2"]').click();
  const request = page.locator('.request');
  await request.waitFor();
  expect(await request.innerText()).toContain('rate-limit · HTTP 429');
  expect(await request.innerText()).toContain('No answer came.');
});

test('earlier pages are turned to, never more than a page is drawn, and the newest is one step away', async () => {
  const { page } = await panelOf(scenes.MUCH_ASKED);
  await page.locator('[data-step="task"]').click();
  await unfold(page);
  const firstRow = () => page.locator('.requests tbody th').first().innerText();
  const turn = async (name: string, first: string, rows: number): Promise<void> => {
    await page.locator(`[data-name="requests-${name}"]`).click();
    await expect.poll(firstRow).toBe(first);
    expect(await page.locator('.requests tbody tr').count()).toBe(rows);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('table-scroller');
  };
  expect(await firstRow()).toBe('130');
  await turn('earlier', '80', 50);
  await turn('earlier', '30', 30);
  expect(await page.locator('[data-name="requests-earlier"]').count()).toBe(0);
  await turn('newest', '130', 50);
});

test.each([
  ['nothing was asked', scenes.WAITING, 'No model was asked in this session; offline runs ask none.'],
  [
    'the record is off',
    scenes.NOT_RECORDED,
    'This session does not record its requests: microfactory.recordExchanges, or record_exchanges in microfactory.yaml, is off.',
  ],
] as const)('where %s, a sentence says so', async (_why, scene, sentence) => {
  const { page } = await panelOf(scene);
  await unfold(page);
  expect(await page.locator('.requests details > p').innerText()).toBe(sentence);
});

test('a step without requests says so, while the session has some', async () => {
  const { page } = await panelOf(scenes.INSPECTED);
  await page.locator('[data-step="money"]').click();
  await page.locator('.requests').waitFor();
  await unfold(page);
  expect(await page.locator('.requests details > p').innerText()).toBe('No model was asked for this step.');
});

test('asked for from outside, the requests of the session are unfolded, in sight, and have the focus', async () => {
  const { page } = await panelOf(scenes.INSPECTED);
  await send(page, { type: 'reveal', session_id: 'session', step_id: null, requests: true });
  await expect.poll(() => page.locator('.requests tbody tr').count()).toBe(4);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Requests');
  expect(await page.locator('[role="treeitem"][aria-selected="true"]').getAttribute('data-step')).toBe(
    'task',
  );
  const top = await page.locator('.requests').boundingBox();
  expect(top?.y).toBeLessThan(800);
});

test('what models and servers wrote is text, and hides nothing', async () => {
  const text = '</pre><img src=x onerror="globalThis.attacked=1">\u202Egnp.exe';
  const { page } = await panelOf(scenes.hostile(text));
  await unfold(page);
  await page.locator('[data-name="request-3"]').click();
  await page.locator('.request').waitFor();
  const shown = text.replace('\u202E', '‹U+202E›');
  expect((await page.locator('.request').innerText()).split(shown).length).toBeGreaterThan(6);
  expect(await page.content()).not.toMatch(/\u202E/u);
  expect(await page.evaluate(() => (globalThis as { attacked?: number }).attacked)).toBeUndefined();
  expect(await page.locator('img').count()).toBe(0);
  expect(await violationsOf(opened)).toEqual([]);
});
