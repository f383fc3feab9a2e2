import * as vscode from 'vscode';
import type { Feature, Host, WaitingStep } from '../host.ts';
import { COMMANDS, PANEL_TYPE, SETTINGS } from '../ids.ts';
import { t } from '../l10n.ts';
import { setting, writeUserSetting } from '../settings/read-settings.ts';
import { sidebarIsVisible } from '../sidebar/sidebar-visibility.ts';
import { questionSentence } from './question-sentence.ts';
import { UnseenQuestions } from './unseen-questions.ts';

/** Says that a step waits, one notification at a time, and only where nothing of ours that shows it is in sight. */
export const notifications: Feature = {
  name: 'notifications',
  activate(host) {
    const unseen = new UnseenQuestions(Date.now());
    let showing = false;
    const look = (): void => {
      const next = unseen.next(host.sessions.waiting, canBeSeen());
      if (showing || next === undefined || setting(SETTINGS.notifications) === 'never') return;
      showing = true;
      void tell(host, next)
        .catch(host.fail)
        .finally(() => (showing = false));
    };
    return host.sessions.onDidChange(look);
  },
};

function canBeSeen(): boolean {
  return sidebarIsVisible() || panelIsVisible();
}

function panelIsVisible(): boolean {
  return vscode.window.tabGroups.all.some(({ activeTab }) => {
    const input = activeTab?.input;
    // VS Code puts a prefix of its own before the type.
    return input instanceof vscode.TabInputWebview && input.viewType.endsWith(PANEL_TYPE);
  });
}

async function tell({ log }: Host, { session, wait }: WaitingStep): Promise<void> {
  const review = t('Review');
  const diff = t('Open Diff');
  const never = t("Don't Show Again");
  const target = {
    sessionId: session.session_id,
    stepId: wait.step_id,
    openedSeq: wait.opened_seq ?? undefined,
  };
  const { sentence, hasDiff } = questionSentence(session, wait);
  const buttons = hasDiff ? [review, diff, never] : [review, never];
  log.info(sentence);
  const chosen = await vscode.window.showInformationMessage(sentence, ...buttons);
  if (chosen === review) {
    await vscode.commands.executeCommand(COMMANDS.showPanel, target.sessionId, target.stepId);
  } else if (chosen === diff) await vscode.commands.executeCommand(COMMANDS.openDiff, target);
  else if (chosen === never) await writeUserSetting(SETTINGS.notifications, 'never');
}
