import { expect, it } from 'vitest';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './driver/palette.ts';
import { sayYesUntil } from './driver/panel.ts';
import { enginesBeneath, connectionsOf } from './driver/processes.ts';
import { openWorkbench } from './support/open-workbench.ts';
import { calculatorRepository, ownTestsPass } from './support/repository.ts';
import { beginTask, onlySession } from './support/run-task.ts';
import { scriptedCalculator } from './support/scripted-calculator.ts';

/** What a repository asks for: read, it sends requests to a server. */
const WORKSPACE_SETTINGS = { 'microfactory.provider': 'compatible', 'microfactory.model': 'local-model' };

it('an untrusted folder: refused in one sentence, nothing spawned, nothing read; trusted, it works without a reload', async () => {
  const server = await scriptedCalculator();
  const opened = calculatorRepository();
  mkdirSync(join(opened, '.vscode'));
  writeFileSync(join(opened, '.vscode', 'settings.json'), JSON.stringify(WORKSPACE_SETTINGS));
  const workbench = await openWorkbench({
    opened,
    trustAll: false,
    settings: {
      'microfactory.provider': 'offline',
      'microfactory.baseUrl.compatible': server.openaiUrl,
      'microfactory.ask': 'never',
    },
  });
  const { page, home, pid } = workbench;
  await page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor({ timeout: 60_000 });
  const host = await workbench.extensionHost();
  await runCommand(page, 'Microfactory: Show Log');
  const connections = connectionsOf(host);

  await runCommand(page, 'Microfactory: Run Task');
  const said = page
    .locator('.notifications-toasts .notification-list-item')
    .filter({ hasText: /trust/i })
    .first();
  await said.waitFor();
  expect(enginesBeneath(pid)).toEqual([]);
  expect(connectionsOf(host)).toEqual(connections);
  expect(existingIn(home)).toEqual([]);
  expect(server.log).toEqual([]);

  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  await page
    .getByRole('button', { name: /^Trust$/ })
    .first()
    .click();
  await page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor({ state: 'detached' });
  expect(await workbench.extensionHost(), 'the same extension host goes on').toBe(host);
  // The editor of trust lies over all others until it is closed.
  const trust = page.getByText('You trust this folder');
  await page
    .locator('.monaco-modal-editor-block')
    .getByRole('button', { name: /^Close/ })
    .first()
    .click();
  await trust.waitFor({ state: 'hidden' });
  await beginTask(page);
  await sayYesUntil(page, async () => (await onlySession(home)).status === 'completed');
  expect(await ownTestsPass(opened)).toBe(true);
  // The settings that nobody read before are followed now.
  expect(server.log.length).toBeGreaterThan(0);
});

function existingIn(home: string): string[] {
  try {
    return readdirSync(home);
  } catch {
    return [];
  }
}
