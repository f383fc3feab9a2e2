import * as vscode from 'vscode';
import { COMMANDS, SETTINGS, SETTINGS_SECTION } from '../ids.ts';
import type { Feature, Host } from '../host.ts';
import { t } from '../l10n.ts';

/** Lets another home take effect: at once while nothing runs, else with a word about it. */
export const homeChanges: Feature = {
  name: 'home setting',
  activate: (host) =>
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${SETTINGS_SECTION}.${SETTINGS.home}`)) {
        void moved(host).catch(host.fail);
      }
    }),
};

async function moved({ engine, sessions }: Host): Promise<void> {
  if (engine.state === 'off' || engine.state === 'restricted') return;
  if (!sessions.sessions.some((session) => session.status === 'running')) return engine.restart();
  const restart = t('Restart Engine');
  const sentence = t(
    'The new home takes effect when the engine is restarted; sessions at work are paused by that.',
  );
  if ((await vscode.window.showInformationMessage(sentence, restart)) === restart) {
    await vscode.commands.executeCommand(COMMANDS.restartEngine);
  }
}
