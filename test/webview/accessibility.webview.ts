import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHOTS } from './support/gallery.ts';
import { launchBrowser, openPanel, THEMES, violationsOf } from './support/panel-page.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** What axe finds, so short that a failure can be read. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}

describe.each(THEMES)('in %s', (theme) => {
  test.each(Object.keys(SHOTS))(
    'the panel that is %s breaks no rule of WCAG 2.2 AA, and not its own policy',
    async (name) => {
      const shot = SHOTS[name];
      if (shot === undefined) throw new Error(`There is no ${name}.`);
      const opened = await openPanel({ browser, scene: shot.scene, theme, ...shot.size });
      await shot.act?.(opened.page);
      await opened.page.waitForTimeout(200);
      await openAllDetails(opened.page);
      expect(await findings(opened.page)).toEqual([]);
      expect(await violationsOf(opened)).toEqual([]);
      expect(opened.errors).toEqual([]);
      await opened.close();
    },
  );
});

async function openAllDetails(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

test('axe sees what is wrong: a button without a name is found', async () => {
  const { page, close } = await openPanel({ browser, scene: SHOTS['waiting']!.scene });
  await page.evaluate(() => document.body.append(document.createElement('button')));
  expect((await findings(page)).join()).toContain('button-name');
  await close();
});

test.each([
  ['narrow', { width: 320, height: 800 }],
  ['at a zoom of 200 %', { width: 1280, height: 900, zoom: 2 }],
])(
  '%s, nothing is wider than the page, and the evidence can be reached by scrolling',
  async (_name, size) => {
    for (const name of ['waiting', 'failed', 'empty', 'reject']) {
      const shot = SHOTS[name];
      if (shot === undefined) throw new Error(`There is no ${name}.`);
      const { page, close } = await openPanel({ browser, scene: shot.scene, ...size });
      await shot.act?.(page);
      await page.waitForTimeout(200);
      const sizes = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        window: document.documentElement.clientWidth,
      }));
      expect(sizes.content, name).toBeLessThanOrEqual(sizes.window);
      await close();
    }
  },
);

test('with reduced motion nothing moves by itself', async () => {
  const { page, close } = await openPanel({ browser, scene: SHOTS['running']!.scene });
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('.panel *')].filter((element) => {
        const { transitionDuration, transitionProperty, animationName } = getComputedStyle(element);
        const moves =
          transitionProperty !== 'none' && transitionDuration.split(',').some((each) => parseFloat(each) > 0);
        return moves || animationName !== 'none';
      }).length,
  );
  expect(moving).toBe(0);
  await close();
});
