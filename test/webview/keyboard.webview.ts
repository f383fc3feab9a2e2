import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPanel, type PanelPage } from './support/panel-page.ts';
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

/** The name of what has the focus, looking into shadow roots. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const host =
      element?.getRootNode() instanceof ShadowRoot ? (element.getRootNode() as ShadowRoot).host : element;
    const data = (host as HTMLElement | null)?.dataset ?? {};
    return data['step'] ?? data['name'] ?? element?.tagName.toLowerCase() ?? '';
  });
}

const selected = (page: Page) =>
  page.locator('[role="treeitem"][aria-selected="true"]').getAttribute('data-step');

test.each(['graph', 'list'] as const)(
  'arrows go through the %s, fold and unfold, and take the focus along',
  async (view) => {
    const { page } = await panelOf(scenes.RUNNING);
    if (view === 'list') await page.keyboard.press('v');
    await page.locator('[data-step="money"]').click();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toBe('dates');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused(page)).toBe('comma');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => focused(page)).toBe('csv');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.locator('[data-step="comma"]').count()).toBe(0);
    expect(await page.locator('[data-step="csv"]').getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('[data-step="comma"]').count()).toBe(1);
    await page.keyboard.press('Home');
    await expect.poll(() => selected(page)).toBe('task');
    await page.keyboard.press('End');
    await expect.poll(() => selected(page)).toBe('report');
  },
);

test('the whole of the panel is reached by Tab, and the tree is one stop of it', async () => {
  const { page } = await panelOf(scenes.WAITING);
  await page.locator('body').click({ position: { x: 2, y: 2 } });
  const stops: string[] = [];
  for (let count = 0; count < 30; count += 1) {
    await page.keyboard.press('Tab');
    stops.push(await focused(page));
  }
  expect(stops.filter((stop) => stop === 'quotes').length).toBeLessThanOrEqual(2);
  expect(stops).not.toContain('money');
  for (const name of ['session-stop', 'view-graph', 'find', 'quotes', 'offer-approve', 'offer-reject'])
    expect(stops).toContain(name);
});

test('w leads to the step that waits, a approves it', async () => {
  const { page, host } = await panelOf(scenes.WAITING);
  await page.locator('[data-step="money"]').click();
  await expect.poll(() => selected(page)).toBe('money');
  await page.keyboard.press('w');
  await expect.poll(() => selected(page)).toBe('quotes');
  await page.locator('[data-name="offer-approve"]').waitFor();
  await page.keyboard.press('a');
  await expect.poll(() => host.decided.length).toBe(1);
  expect(host.decided[0]).toEqual({
    target: { sessionId: 'session', stepId: 'quotes', openedSeq: 7 },
    decision: { kind: 'approve' },
  });
});

test('r asks for the reason, where letters are text; Escape gives the focus back', async () => {
  const { page, host } = await panelOf(scenes.WAITING);
  await page.locator('[data-name="offer-reject"]').waitFor();
  await page.keyboard.press('r');
  await expect.poll(() => focused(page)).toBe('reason');
  await page.keyboard.type('a war');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toBe('offer-reject');
  expect(host.decided).toEqual([]);
  await page.keyboard.press('r');
  await page.keyboard.type('Mind the empty field.');
  await page.keyboard.press('Control+Enter');
  await expect
    .poll(() => host.decided.map(({ decision }) => decision))
    .toEqual([{ kind: 'reject', comment: 'Mind the empty field.' }]);
});

test('m asks for more samples, d opens the diff', async () => {
  const { page, host } = await panelOf(scenes.WAITING);
  await page.locator('[data-name="offer-more"]').waitFor();
  await page.keyboard.press('d');
  await expect.poll(() => host.commands.map(({ command }) => command)).toEqual(['microfactory.openDiff']);
  expect(host.commands[0]?.args).toMatchObject([{ sessionId: 'session', stepId: 'quotes' }]);
  await page.keyboard.press('m');
  await expect.poll(() => host.decided.map(({ decision }) => decision)).toEqual([{ kind: 'more' }]);
});

test('one letter runs no command: a leads to the button, Enter says yes', async () => {
  const { page, host } = await panelOf(scenes.VERIFIER);
  await page.locator('[data-name="offer-approve"]').waitFor();
  await page.keyboard.press('a');
  await expect.poll(() => focused(page)).toBe('offer-approve');
  expect(host.decided).toEqual([]);
  expect(await page.locator('.command').textContent()).toBe(scenes.VERIFIER.session?.wait_state?.details);
  await page.keyboard.press('Enter');
  await expect.poll(() => host.decided.map(({ decision }) => decision)).toEqual([{ kind: 'approve' }]);
});

test('/ goes to the search, whose letters are text; what is found is listed', async () => {
  const { page, host } = await panelOf(scenes.WAITING);
  await page.keyboard.press('/');
  await expect.poll(() => focused(page)).toBe('find');
  await page.keyboard.type('quotes');
  await expect.poll(() => page.locator('[role="treeitem"]').count()).toBe(3);
  expect(host.decided).toEqual([]);
  expect(host.received.some((message) => message.type === 'look' && message.look.find === 'quotes')).toBe(
    true,
  );
});

test('? shows all keys, keeps them to itself, and gives the focus back', async () => {
  const { page, host } = await panelOf(scenes.WAITING);
  await page.locator('[data-step="money"]').click();
  await expect.poll(() => focused(page)).toBe('money');
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('a');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
  await expect.poll(() => focused(page)).toBe('money');
  expect(host.decided).toEqual([]);
});

test('an operational question offers to resume and nothing that decides', async () => {
  const { page, host } = await panelOf(scenes.BUDGET);
  await page.getByRole('group', { name: 'Your decision' }).getByRole('button', { name: 'Resume' }).click();
  await expect.poll(() => host.commands).toEqual([{ command: 'microfactory.resume', args: ['session'] }]);
  expect(await page.locator('[data-name^="offer-"]').count()).toBe(0);
});
