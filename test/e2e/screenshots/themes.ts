import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** The themes that pictures are taken in: name of the file, name in VS Code, class of the workbench. */
export const THEMES = [
  { name: 'light', label: 'Light Modern', marks: 'vs' },
  { name: 'dark', label: 'Dark Modern', marks: 'vs-dark' },
  { name: 'hc-dark', label: 'Default High Contrast', marks: 'hc-black' },
  { name: 'hc-light', label: 'Default High Contrast Light', marks: 'hc-light' },
] as const;
export type Theme = (typeof THEMES)[number];

/**
 * Changes the theme by the folder's settings, which touches neither focus nor open menus; waits until it is drawn. The
 * user's settings would do, but the server does not watch them.
 */
export async function useTheme(page: Page, opened: string, theme: Theme): Promise<void> {
  const folder = join(opened, '.vscode');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ 'workbench.colorTheme': theme.label }));
  await page.locator(`.monaco-workbench.${theme.marks}`).waitFor({ timeout: 20_000 });
  // The webview is told of the theme a moment later, and buttons fade from colour to colour.
  await page.waitForTimeout(1000);
}
