import * as vscode from 'vscode';
import type { Feature } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { markOf } from './problems.ts';

const { QuickFix } = vscode.CodeActionKind;

/** “Fix with Microfactory” among the quick fixes of errors and warnings, in the editor and in the Problems list. */
export const problemActions: Feature = {
  name: 'problem actions',
  activate: () =>
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file' },
      { provideCodeActions: actions },
      {
        providedCodeActionKinds: [QuickFix],
      },
    ),
};

function actions(
  document: vscode.TextDocument,
  _range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  if (vscode.workspace.isTrusted !== true) return [];
  if (vscode.workspace.getWorkspaceFolder(document.uri) === undefined) return [];
  const serious = diagnostics.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning);
  if (serious.length === 0) return [];
  const action = new vscode.CodeAction(t('Fix with Microfactory'), QuickFix);
  action.diagnostics = serious;
  action.command = {
    command: COMMANDS.runTaskForProblem,
    title: action.title,
    arguments: [document.uri, serious.map(markOf)],
  };
  return [action];
}
