import type { Locator, Page } from 'playwright-core';
import { waitUntil } from './wait-until.ts';

const inputOf = (page: Page): Locator => page.locator('.quick-input-widget:visible input[type=text]').first();

/** Returns the entries that quick input offers now. */
export const quickPickRows = (page: Page): Locator =>
  page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');

/** Runs a command by its title as the palette shows it, once the palette has it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const exact = new RegExp(`^${escaped(title)}(,|$)`);
  await waitUntil(`the command "${title}" in the palette`, async () => {
    await openPalette(page, `>${title}`);
    const row = page.getByRole('option', { name: exact }).first();
    const found = await row.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (found) await row.click();
    else await page.keyboard.press('Escape');
    return found;
  });
}

/** Returns whether the palette offers a command of exactly this title. */
export async function offersCommand(page: Page, title: string): Promise<boolean> {
  await openPalette(page, `>${title}`);
  await quickPickRows(page).first().waitFor();
  const count = await page.getByRole('option', { name: new RegExp(`^${escaped(title)}(,|$)`) }).count();
  await page.keyboard.press('Escape');
  return count > 0;
}

/** Opens quick input and types into it; one that was just closing is opened again. */
async function openPalette(page: Page, text: string): Promise<void> {
  await waitUntil('the palette', async () => {
    await page.keyboard.press('F1');
    return inputOf(page)
      .fill(text, { timeout: 3000 })
      .then(
        () => true,
        () => false,
      );
  });
}

/** Opens a file of the workspace by its name; the keyboard is in its editor then. */
export async function openFile(page: Page, name: string): Promise<void> {
  await waitUntil(`${name} in quick open`, async () => {
    await openPalette(page, name);
    const row = quickPickRows(page).filter({ hasText: name }).first();
    const found = await row.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
    if (found) await row.click();
    else await page.keyboard.press('Escape');
    return found;
  });
  await page.locator('.tab.active').filter({ hasText: name }).first().waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
}

/** Types into the quick input that is open (or will be) and accepts it. */
export async function answerQuickInput(page: Page, text: string): Promise<void> {
  const input = inputOf(page);
  await input.waitFor();
  await input.fill(text);
  // The entries follow what is typed a moment later.
  const row = quickPickRows(page).filter({ hasText: text }).first();
  await row.waitFor({ timeout: 1500 }).catch(() => undefined);
  await page.keyboard.press('Enter');
}

/** Picks the entry of a quick pick that holds the text. */
export async function pickQuickly(page: Page, text: string): Promise<void> {
  const row = quickPickRows(page).filter({ hasText: text }).first();
  await row.waitFor();
  await row.click();
}

/** Runs a command and picks the entry that holds the text; a pick that a window just loaded has closed again is opened anew. */
export async function pickFromCommand(page: Page, title: string, text: string): Promise<void> {
  await waitUntil(`"${text}" picked in "${title}"`, async () => {
    await runCommand(page, title);
    const row = quickPickRows(page).filter({ hasText: text }).first();
    return row.click({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
  });
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
