import * as vscode from 'vscode';
import { t } from '../l10n.ts';
import { plainLine } from '../plain-line.ts';
import type { Gate } from './allowed-answers.ts';

/** Asks why an answer is rejected: the next samples are told. Undefined when dismissed or left empty. */
export async function askReason({ detail }: Gate): Promise<string | undefined> {
  const reason = await vscode.window.showInputBox({
    title: t('Reject: {0}', plainLine(detail.step.title, 80)),
    prompt: t('What should be different? The next samples are told.'),
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? t('Say what should be different.') : undefined),
  });
  return reason === undefined || reason.trim() === '' ? undefined : reason.trim();
}
