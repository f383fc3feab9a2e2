import * as vscode from 'vscode';
import { t } from '../l10n.ts';
import { plainLabel, plainLine } from '../plain-line.ts';
import { themeIcon } from '../sidebar/session-icon.ts';
import { questionOf, type Gate } from './allowed-answers.ts';

/** Lets a person pick one of the answers, or of the plans; undefined when dismissed. */
export async function pickOption(gate: Gate): Promise<string | undefined> {
  const items = (questionOf(gate)?.pickable ?? []).map(({ label, votes, summary }) => ({
    label: `${label}: ${plainLabel(summary, 160)}`,
    description: votes === 1 ? t('1 vote') : t('{0} votes', votes),
    iconPath: themeIcon('circle-outline'),
    option: label,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(t('There is no answer to pick yet.'));
    return undefined;
  }
  const title = t('Pick an answer: {0}', plainLine(gate.detail.step.title, 80));
  const placeHolder = t('It is verified before it counts');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.option;
}
