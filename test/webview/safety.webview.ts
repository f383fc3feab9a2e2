import type { Browser } from 'playwright-core';
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

const HOSTILE = [
  '<img src=x onerror="globalThis.attacked=1">',
  '"><script>globalThis.attacked=1</script>',
  'javascript:globalThis.attacked=1',
  '\u202Egnp.exe\u2066 zero\u200Bwidth',
  '</script><svg onload=globalThis.attacked=1>',
];

test.each(HOSTILE)('%s is text wherever it stands', async (text) => {
  const { page } = await panelOf(scenes.hostile(text));
  await page.keyboard.press('v');
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  const shown = text.replace(
    /[\u202E\u2066\u200B]/gu,
    (sign) => `‹U+${sign.codePointAt(0)!.toString(16).toUpperCase()}›`,
  );
  expect(await page.locator('h1').textContent()).toBe(shown);
  expect((await page.locator('body').innerText()).split(shown).length).toBeGreaterThan(15);
  expect(await page.evaluate(() => (globalThis as { attacked?: number }).attacked)).toBeUndefined();
  expect(await page.locator('img, iframe, object, svg [onload]').count()).toBe(0);
  expect(await page.content()).not.toMatch(/[\u202E\u2066\u200B]/u);
  expect(await violationsOf(opened)).toEqual([]);
});

test('the policy is in force: a script without the nonce does not run, and is reported', async () => {
  const { page } = await panelOf(scenes.RUNNING);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.attacked = 1';
    document.body.append(script);
  });
  await expect.poll(() => violationsOf(opened).then((all) => all.length)).toBeGreaterThan(0);
  expect(await page.evaluate(() => (globalThis as { attacked?: number }).attacked)).toBeUndefined();
});

test('an older snapshot, and what is no message, change nothing', async () => {
  const { page, host } = await panelOf(scenes.RUNNING);
  const shown = host.feed.last;
  if (shown === undefined) throw new Error('Nothing was shown.');
  const older = { ...shown, session: scenes.summary({ prompt: 'An older prompt' }) };
  await send(page, { type: 'snapshot', number: 0, ...older });
  await send(page, { type: 'snapshot', number: 999, ...older, extra: 1 });
  await send(page, { type: 'execute', code: 'alert(1)' });
  await send(page, 'nonsense');
  await send(page, { type: 'answer', request: 77, sentence: 'An answer to nothing.' });
  await page.waitForTimeout(200);
  expect(await page.locator('h1').textContent()).toBe('Fix the failing tests');
  expect(await page.locator('body').innerText()).not.toContain('An answer to nothing');
  await send(page, { type: 'snapshot', number: 1000, ...older });
  await expect.poll(() => page.locator('h1').textContent()).toBe('An older prompt');
});

test('a double click decides once; the buttons wait for the answer', async () => {
  const { page, host } = await panelOf(scenes.WAITING);
  let answer = (): void => undefined;
  host.onDecide = () => new Promise((resolve) => (answer = resolve));
  const approve = page.locator('[data-name="offer-approve"]');
  await approve.dblclick();
  await expect.poll(() => host.decided.length).toBe(1);
  await approve.click({ force: true });
  await page.keyboard.press('a');
  expect(host.decided).toHaveLength(1);
  answer();
  host.show(scenes.COMPLETED);
  await expect.poll(() => approve.count()).toBe(0);
  expect(host.decided).toHaveLength(1);
});

test('a refused decision says why, and can be tried again', async () => {
  const { page, host } = await panelOf(scenes.WAITING);
  host.onDecide = () => Promise.reject(new Error('Somebody else answered this question.'));
  await page.locator('[data-name="offer-approve"]').click();
  await page.getByRole('alert').getByText('Somebody else answered this question.').waitFor();
  host.onDecide = () => Promise.resolve();
  await page.locator('[data-name="offer-approve"]').click();
  await expect.poll(() => host.decided.length).toBe(2);
});

test('a replayed request is carried out once', async () => {
  const { page, host } = await panelOf(scenes.WAITING);
  await page.locator('[data-name="offer-approve"]').click();
  await expect.poll(() => host.decided.length).toBe(1);
  const decide = host.received.find(({ type }) => type === 'decide');
  if (decide === undefined) throw new Error('Nothing was decided.');
  host.take(decide);
  await expect.poll(() => host.warnings.join()).toContain('came twice');
  expect(host.decided).toHaveLength(1);
});

test('in a folder that is not trusted only trust can be managed', async () => {
  const { page, host } = await panelOf(scenes.RESTRICTED);
  await page.getByRole('button', { name: 'Manage Workspace Trust' }).click();
  await expect.poll(() => host.commands).toEqual([{ command: 'workbench.trust.manage', args: [] }]);
  expect(await page.getByRole('button').count()).toBe(1);
});

test('a lost engine leaves what was seen, says so, and can be started again', async () => {
  const { page, host } = await panelOf(scenes.RUNNING);
  host.show(scenes.LOST);
  await page.getByText('The engine’s process ended with code 137.').waitFor();
  expect(await page.locator('h1').textContent()).toBe('Fix the failing tests');
  await page.getByRole('button', { name: 'Restart Engine' }).click();
  await expect
    .poll(() => host.commands.map(({ command }) => command))
    .toEqual(['microfactory.restartEngine']);
});

test('an example of the empty panel becomes the prompt of a run', async () => {
  const { page, host } = await panelOf(scenes.EMPTY);
  await page.getByRole('button', { name: 'Fix the failing tests' }).click();
  await expect
    .poll(() => host.commands)
    .toEqual([{ command: 'microfactory.runTask', args: ['Fix the failing tests'] }]);
});

test('after a reload the panel looks where it looked before', async () => {
  const { page, host } = await panelOf(scenes.WAITING);
  await page.keyboard.press('v');
  await page.locator('[data-step="totals"]').click();
  await expect.poll(() => page.locator('h2').first().textContent()).toBe('Totals by month');
  await page.reload();
  await expect.poll(() => page.locator('h2').first().textContent()).toBe('Totals by month');
  expect(await page.locator('[data-step="totals"].row').count()).toBe(1);
  await page.keyboard.press('w');
  await page.locator('[data-name="offer-approve"]').click();
  await expect.poll(() => host.decided.length).toBe(1);
});
