import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { THEMES, useTheme } from './themes.ts';

const IMAGES = fileURLToPath(new URL('../../../docs/images/', import.meta.url));

export interface Camera {
  /** Takes `<view>-<theme>.png` of the whole window, or of a part of it, in every theme. */
  take(view: string, clip?: { x: number; y: number; width: number; height: number }): Promise<void>;
}

/** Returns what takes the pictures of the wanted views (all, when none is named). */
export function camera(page: Page, opened: string, wanted: readonly string[]): Camera {
  mkdirSync(IMAGES, { recursive: true });
  return {
    async take(view, clip) {
      if (wanted.length > 0 && !wanted.includes(view)) return;
      for (const theme of THEMES) {
        // Where the mouse rests, hovers would open.
        await page.mouse.move(640, 799);
        await useTheme(page, opened, theme);
        const path = join(IMAGES, `${view}-${theme.name}.png`);
        await page.screenshot({ path, ...(clip && { clip }), animations: 'disabled', caret: 'hide' });
      }
      process.stdout.write(`${view}\n`);
    },
  };
}
