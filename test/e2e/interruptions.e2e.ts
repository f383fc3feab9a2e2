import { expect, it } from 'vitest';
import { pickFromCommand, runCommand } from './driver/palette.ts';
import { panelOf, sayYes, sayYesUntil } from './driver/panel.ts';
import { enginesBeneath, isAlive, killAtOnce } from './driver/processes.ts';
import { waitUntil } from './driver/wait-until.ts';
import type { Workbench } from './driver/workbench.ts';
import { openWorkbench } from './support/open-workbench.ts';
import { calculatorRepository, ownTestsPass } from './support/repository.ts';
import { beginTask, onlySession, PROMPT, sessionIs } from './support/run-task.ts';
import { scriptedCalculator } from './support/scripted-calculator.ts';

/** A session whose first answers have come and whose others are still on their way. */
async function inMidRun() {
  const server = await scriptedCalculator({ delayMs: 2500 });
  const opened = calculatorRepository();
  const workbench = await openWorkbench({
    opened,
    settings: {
      'microfactory.provider': 'compatible',
      'microfactory.model': 'local-model',
      'microfactory.baseUrl.compatible': server.openaiUrl,
      'microfactory.ask': 'never',
      'microfactory.maxConcurrentSteps': 1,
    },
  });
  await beginTask(workbench.page);
  await sayYes(workbench.page, 'Yes, Run It');
  const solving = () => server.log.filter(({ system }) => system.startsWith('You make one small change'));
  await waitUntil('the first answers', () => solving().length >= 3);
  return { server, opened, ...workbench };
}

async function resumeAndFinish({ page, home, opened }: Workbench & { opened: string }): Promise<void> {
  // Until the process that ran it is known to be gone there is nothing to resume.
  await sessionIs(home, 'paused');
  await pickFromCommand(page, 'Microfactory: Resume Session', PROMPT);
  await sayYesUntil(page, async () => (await onlySession(home)).status === 'completed');
  expect(await ownTestsPass(opened)).toBe(true);
}

it('a window that is reloaded in mid-run finds its session again, and resume finishes it', async () => {
  const run = await inMidRun();
  await run.page.reload();
  await run.page.locator('.monaco-workbench').waitFor();
  await runCommand(run.page, 'Microfactory: Show Control Panel');
  await panelOf(run.page).getByText(PROMPT).first().waitFor({ timeout: 60_000 });
  await resumeAndFinish(run);
  expect(run.problems).toEqual([]);
});

it('a panel that is closed and opened again in mid-run shows the run, which went on meanwhile', async () => {
  const { page, home, opened, problems } = await inMidRun();
  const tab = page.locator('.tab').filter({ has: page.locator('[aria-label*="Microfactory"], .label-name') });
  await tab.first().waitFor();
  await runCommand(page, 'View: Close All Editors');
  await page.locator('iframe.webview.ready').waitFor({ state: 'detached' });
  expect((await onlySession(home)).status).toBe('running');
  await runCommand(page, 'Microfactory: Show Control Panel');
  await panelOf(page).getByText('Mend add').first().waitFor({ timeout: 60_000 });
  await sayYesUntil(page, async () => (await onlySession(home)).status === 'completed');
  expect(await ownTestsPass(opened)).toBe(true);
  expect(problems).toEqual([]);
});

it('an extension host that is killed in mid-run takes its engine with it; resume finishes the session', async () => {
  const run = await inMidRun();
  const host = await run.extensionHost();
  const [engine, ...others] = enginesBeneath(run.pid);
  if (engine === undefined) throw new Error('there is no engine in mid-run');
  expect(others).toEqual([]);
  killAtOnce(host);
  // The host that takes its place may have an engine of its own by then.
  await waitUntil('the end of the engine', () => !isAlive(engine.pid));
  await waitUntil('a new extension host', async () => (await run.extensionHost()) !== host);
  await resumeAndFinish(run);
});
