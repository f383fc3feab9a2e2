import type { Page } from 'playwright-core';
import type { SessionSummary } from '../../../src/protocol/session.ts';
import { sessionsIn } from '../driver/command-line.ts';
import { answerQuickInput, runCommand } from '../driver/palette.ts';
import { panelOf } from '../driver/panel.ts';
import { waitUntil } from '../driver/wait-until.ts';

export const PROMPT = 'Fix the failing tests';

/** Runs "Microfactory: Run Task" from the palette, types the prompt, and waits for the panel to open. */
export async function beginTask(page: Page, prompt = PROMPT): Promise<void> {
  await runCommand(page, 'Microfactory: Run Task');
  await answerQuickInput(page, prompt);
  await panelOf(page).locator('body').getByText(prompt).first().waitFor({ timeout: 60_000 });
}

/** Returns the only session of a store. */
export async function onlySession(home: string): Promise<SessionSummary> {
  const sessions = await sessionsIn(home);
  const [session] = sessions;
  if (session === undefined || sessions.length > 1)
    throw new Error(`there are ${sessions.length} sessions, not 1`);
  return session;
}

/** Waits until the only session has the status. */
export function sessionIs(
  home: string,
  status: SessionSummary['status'],
  longestMs = 120_000,
): Promise<SessionSummary> {
  return waitUntil(
    `a session that is ${status}`,
    async () => {
      const session = await onlySession(home);
      return session.status === status ? session : undefined;
    },
    { longestMs, everyMs: 1000 },
  );
}
