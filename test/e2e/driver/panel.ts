import type { FrameLocator, Locator, Page } from 'playwright-core';
import { waitUntil } from './wait-until.ts';

/** What a person says yes with, in whichever question is open. */
const YES = /^(Yes, Run It|Approve Plan|Approve|Deliver)$/;

/** Returns the document of the control panel. */
export function panelOf(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
}

/** Returns a button of the panel by its exact name. */
export function panelButton(page: Page, name: string | RegExp): Locator {
  return panelOf(page)
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .first();
}

/** Waits until the panel offers this yes, then gives it. */
export async function sayYes(page: Page, name: string | RegExp, longestMs = 90_000): Promise<void> {
  await waitUntil(`the button "${String(name)}" in the panel`, () => clicked(page, name), { longestMs });
}

async function clicked(page: Page, name: string | RegExp): Promise<boolean> {
  const button = panelButton(page, name);
  if (await isUsable(button)) return button.click({ timeout: 2000 }).then(succeeded, failed);
  const next = panelButton(page, 'Show Next');
  if (await isUsable(next)) await next.click({ timeout: 2000 }).then(succeeded, failed);
  return false;
}

/** Turns to a question that has this answer, and waits until it is there. */
export async function showQuestion(page: Page, name: string, longestMs = 240_000): Promise<void> {
  const shown = async () => {
    if (await isUsable(panelButton(page, name))) return true;
    const next = panelButton(page, 'Show Next');
    if (await isUsable(next)) await next.click({ timeout: 2000 }).then(succeeded, failed);
    return false;
  };
  await waitUntil(`a question to be answered with "${name}"`, shown, { longestMs, everyMs: 1000 });
}

/** Says yes to everything that is asked until `done`. */
export async function sayYesUntil(
  page: Page,
  done: () => Promise<boolean>,
  longestMs = 180_000,
): Promise<void> {
  await waitUntil(
    'everything answered and the end',
    async () => {
      if (await done()) return true;
      await clicked(page, YES);
      return false;
    },
    { longestMs, everyMs: 500 },
  );
}

/** Returns all text that the panel shows. */
export async function panelText(page: Page, longestMs = 30_000): Promise<string> {
  return panelOf(page).locator('body').innerText({ timeout: longestMs });
}

/** A panel that is being drawn anew has no such element for a moment: that is no. */
const isUsable = (button: Locator): Promise<boolean> =>
  button
    .isVisible()
    .then((visible) => visible && button.isEnabled({ timeout: 1000 }))
    .catch(failed);

const succeeded = (): boolean => true;
const failed = (): boolean => false;
