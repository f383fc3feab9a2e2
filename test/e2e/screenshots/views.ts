import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sessionsIn } from '../driver/command-line.ts';
import { answerQuickInput, openFile, quickPickRows, runCommand } from '../driver/palette.ts';
import { panelButton, panelOf, sayYes, showQuestion } from '../driver/panel.ts';
import { waitUntil } from '../driver/wait-until.ts';
import type { Workbench } from '../driver/workbench.ts';
import type { Camera } from './camera.ts';

export interface Scene {
  readonly workbench: Workbench;
  readonly shots: Camera;
  readonly example: { readonly copy: string; readonly home: string };
}

const PROMPT = 'Fix the failing tests';
const STATUS_BAR = { x: 0, y: 776, width: 640, height: 24 };

/** The views in the order in which one run comes by them. */
export const VIEWS: readonly ((scene: Scene) => Promise<void>)[] = [
  walkthrough,
  emptyPanel,
  runTaskInput,
  doctor,
  waitingStep,
  sidebar,
  diff,
  graphAndList,
  severalFiles,
  configuration,
];

async function walkthrough({ workbench: { page }, shots }: Scene): Promise<void> {
  await runCommand(page, 'Microfactory: Open Walkthrough');
  await page.locator('.getting-started-step, .gettingStartedContainer').first().waitFor();
  await toggleSidebar(page);
  await shots.take('walkthrough');
  await closeEditors(page);
}

async function emptyPanel({ workbench: { page }, shots }: Scene): Promise<void> {
  await runCommand(page, 'Microfactory: Show Control Panel');
  await panelOf(page).getByText('No session yet').waitFor({ timeout: 60_000 });
  await shots.take('panel-empty');
}

async function runTaskInput({ workbench: { page }, shots }: Scene): Promise<void> {
  await runCommand(page, 'Microfactory: Run Task');
  await quickPickRows(page).first().waitFor();
  await shots.take('run-task');
  await page.keyboard.press('Escape');
}

async function doctor({ workbench: { page }, shots }: Scene): Promise<void> {
  await runCommand(page, 'Microfactory: Doctor');
  await quickPickRows(page).first().waitFor();
  await page.waitForTimeout(3000);
  await shots.take('doctor');
  await page.keyboard.press('Escape');
}

async function waitingStep({ workbench: { page, home }, shots }: Scene): Promise<void> {
  await runCommand(page, 'Microfactory: Run Task');
  await answerQuickInput(page, PROMPT);
  await panelButton(page, 'Yes, Run It').waitFor({ timeout: 60_000 });
  await shots.take('panel-verifier');
  await sayYes(page, 'Yes, Run It');
  await approveSteps(page, home, 2);
  await showQuestion(page, 'Approve');
  await shots.take('panel-waiting');
  await shots.take('status-bar', STATUS_BAR);
}

/** Approves until so many steps are accepted, and the next one waits. */
async function approveSteps(page: Page, home: string, steps: number): Promise<void> {
  await waitUntil(
    `${steps} accepted steps`,
    async () => {
      const [session] = await sessionsIn(home);
      if ((session?.completed_steps ?? 0) >= steps) return true;
      await sayYes(page, /^(Approve|Approve Plan)$/, 240_000);
      return false;
    },
    { longestMs: 900_000, everyMs: 1000 },
  );
}

async function sidebar({ workbench: { page }, shots }: Scene): Promise<void> {
  await page
    .locator('.activitybar .action-item')
    .filter({ has: page.locator('[aria-label^="Microfactory"]') })
    .first()
    .click();
  const row = page.locator('.sidebar .monaco-list-row').filter({ hasText: PROMPT }).first();
  await row.waitFor();
  await row.click();
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(1000);
  await shots.take('sidebar');
  await toggleSidebar(page);
}

async function diff({ workbench: { page }, shots }: Scene): Promise<void> {
  await panelButton(page, 'Open Diff').click();
  await page.locator('.monaco-diff-editor').first().waitFor();
  await page.waitForTimeout(1500);
  await shots.take('diff');
  await closeTab(page);
}

async function graphAndList({ workbench: { page, home }, shots }: Scene): Promise<void> {
  await approveSteps(page, home, 3);
  await panelButton(page, 'Graph').click();
  await page.waitForTimeout(1000);
  await shots.take('panel-graph');
  await panelButton(page, 'List').click();
  await page.waitForTimeout(1000);
  await shots.take('panel-list');
  const estimates = panelOf(page).locator('.estimates summary');
  await estimates.click();
  await shots.take('panel-estimates');
  await estimates.click();
}

async function severalFiles({ workbench: { page }, shots }: Scene): Promise<void> {
  await runCommand(page, 'Microfactory: Open Changes of Session');
  await page.locator('.monaco-diff-editor').first().waitFor();
  await page.waitForTimeout(2000);
  await shots.take('multi-file-diff');
  await closeTab(page);
}

async function configuration({ workbench: { page }, shots, example }: Scene): Promise<void> {
  writeFileSync(join(example.copy, 'microfactory.yaml'), 'version: 1\ndomains:\n  code:\n    \n');
  await openFile(page, 'microfactory.yaml');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
  await shots.take('configuration');
}

async function toggleSidebar(page: Page): Promise<void> {
  await page.keyboard.press('Control+b');
}

async function closeTab(page: Page): Promise<void> {
  await runCommand(page, 'View: Close Editor');
}

async function closeEditors(page: Page): Promise<void> {
  await runCommand(page, 'View: Close All Editors');
}
