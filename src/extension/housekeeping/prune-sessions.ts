import * as vscode from 'vscode';
import type { PruneResult, PruneRule } from '../../protocol/housekeeping.ts';
import type { SessionService } from '../../protocol/service.ts';
import { withCancel } from '../commands/with-cancel.ts';
import type { Host } from '../host.ts';
import { SETTINGS } from '../ids.ts';
import { t } from '../l10n.ts';
import { amount, text } from '../settings/face-defaults.ts';
import { setting } from '../settings/read-settings.ts';
import { pruneChoices, pruneQuestion, totalOf, type PruneChoice } from './prune-words.ts';

/** Removes ended sessions, after a choice of which and a yes that names them. Returns what went; undefined: nothing. */
export async function pruneSessions(host: Host): Promise<PruneResult | undefined> {
  const service = await host.engine.service();
  const byQuotas = await found(service, undefined);
  const choice = await chosen(pruneChoices(byQuotas));
  if (choice === undefined) return undefined;
  const going = choice.rule === undefined ? byQuotas : await found(service, choice.rule);
  if (!(await isWanted(going))) return undefined;
  try {
    const result = await withCancel(t('Removing sessions'), (signal) =>
      service.prune({ ...choice.rule, dryRun: false, defaults: quotas() }, signal),
    );
    vscode.window.setStatusBarMessage(`$(check) ${t('Removed {0}', totalOf(result))}`, 6000);
    return result;
  } finally {
    // Also after a cancel: some may be gone.
    await host.sessions.refresh();
  }
}

function found(service: SessionService, rule: PruneRule | undefined): Promise<PruneResult> {
  return withCancel(t('Looking at what is stored'), (signal) =>
    service.prune({ ...rule, dryRun: true, defaults: quotas() }, signal),
  );
}

function quotas(): PruneRule {
  return { keepDays: amount(setting(SETTINGS.keepDays)), maxSize: text(setting(SETTINGS.maxSize)) };
}

async function chosen(choices: readonly PruneChoice[]): Promise<PruneChoice | undefined> {
  const placeHolder = t('Which sessions may go? What goes is shown before.');
  return vscode.window.showQuickPick(choices, { title: t('Prune Sessions'), placeHolder });
}

async function isWanted(going: PruneResult): Promise<boolean> {
  const question = pruneQuestion(going);
  if (question === undefined) {
    void vscode.window.showInformationMessage(t('There is nothing to remove.'));
    return false;
  }
  const remove = t('Remove');
  const options = { modal: true, detail: question.detail };
  return (await vscode.window.showWarningMessage(question.message, options, remove)) === remove;
}
