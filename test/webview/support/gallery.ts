import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openPanel, THEMES, type PanelPageOptions } from './panel-page.ts';
import * as scenes from './scenes.ts';

export interface Shot {
  readonly scene: scenes.Scene;
  readonly act?: (page: Page) => Promise<void>;
  readonly size?: Pick<PanelPageOptions, 'width' | 'height' | 'zoom'>;
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);

/** Every state that the panel can be in. */
export const SHOTS: Readonly<Record<string, Shot>> = {
  empty: { scene: scenes.EMPTY },
  running: { scene: scenes.RUNNING },
  flooded: { scene: scenes.FLOODED },
  'flooded-rules': {
    scene: scenes.FLOODED,
    act: (page) => page.locator('.red-flag-rules summary').click(),
  },
  waiting: { scene: scenes.WAITING },
  undecided: {
    scene: scenes.UNDECIDED,
    act: (page) => page.locator('.explanation summary').click(),
  },
  requests: {
    scene: scenes.INSPECTED,
    size: { width: 1280, height: 1100 },
    act: async (page) => {
      await page.locator('.requests summary').click();
      await page.locator('[data-name="request-3"]').click();
      await page.locator('.request').scrollIntoViewIfNeeded();
      await page.locator('.requests summary').evaluate((element) => element.scrollIntoView());
    },
  },
  'waiting-list': { scene: scenes.WAITING, act: press('v') },
  reject: { scene: scenes.WAITING, act: press('r') },
  verifier: { scene: scenes.VERIFIER },
  imported: { scene: scenes.IMPORTED },
  plan: { scene: scenes.PLAN },
  budget: { scene: scenes.BUDGET },
  failed: {
    scene: scenes.FAILED,
    act: (page) => page.locator('[data-step="dates"]').click(),
  },
  completed: { scene: scenes.COMPLETED },
  restricted: { scene: scenes.RESTRICTED },
  lost: { scene: scenes.LOST },
  keys: { scene: scenes.WAITING, act: press('?') },
  many: { scene: scenes.manySteps(10_000) },
  narrow: { scene: scenes.WAITING, size: { width: 420, height: 900 } },
  zoomed: { scene: scenes.WAITING, size: { width: 1280, height: 800, zoom: 2 } },
};

/** Draws what is asked for into a folder: names of shots, of themes, or both; all where none is named. */
export async function drawGallery(folder: string, names: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser();
  const themes = THEMES.filter((theme) => names.includes(theme));
  for (const [name, shot] of Object.entries(SHOTS)) {
    const shotsNamed = names.some((each) => each in SHOTS);
    if (shotsNamed && !names.includes(name)) continue;
    for (const theme of themes.length === 0 ? THEMES : themes) {
      const opened = await openPanel({ browser, scene: shot.scene, theme, ...shot.size });
      await draw(opened.page, shot, join(folder, `${name}-${theme}.png`));
      await opened.close();
    }
  }
  await browser.close();
}

async function draw(page: Page, { act }: Shot, path: string): Promise<void> {
  await page.waitForTimeout(300);
  await act?.(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path });
}

export { default as buildPanel } from './build-panel.ts';
