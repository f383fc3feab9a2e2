import * as vscode from 'vscode';
import type { Finding } from '../../protocol/configuration.ts';
import { chooseFolder } from '../commands/choose-folder.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';
import { folderSettings } from '../settings/read-settings.ts';
import { themeIcon } from '../sidebar/session-icon.ts';
import { findingTitle, inOrder, overall, remedyWord, trustFinding } from './finding-words.ts';
import { mend } from './mend.ts';

const ICONS: Readonly<Record<Finding['state'], [icon: string, colour: string]>> = {
  good: ['pass', 'charts.green'],
  warning: ['warning', 'problemsWarningIcon.foreground'],
  bad: ['error', 'problemsErrorIcon.foreground'],
};

interface FindingItem extends vscode.QuickPickItem {
  readonly finding: Finding;
}

/** Looks at all that a task needs and shows each finding with what mends it. Returns the findings. */
export async function doctor(host: Host): Promise<readonly Finding[]> {
  const folder = await chooseFolder();
  if (folder === undefined) return [];
  const findings = await findingsFor(host, folder);
  // A list that is open must not hold up whoever asked for the findings.
  void showFindings(folder, findings).catch(host.fail);
  return findings;
}

async function findingsFor({ engine }: Host, folder: vscode.WorkspaceFolder): Promise<readonly Finding[]> {
  const trusted = vscode.workspace.isTrusted === true;
  if (!trusted) return [trustFinding(false)];
  const location = vscode.ProgressLocation.Window;
  const found = await vscode.window.withProgress(
    { location, title: t('Looking at what a task needs…') },
    async () =>
      (await engine.service()).doctor({ repoPath: folder.uri.fsPath, ...folderSettings(folder.uri) }),
  );
  return inOrder([...found.filter(({ id }) => id !== 'trust'), trustFinding(true)]);
}

async function showFindings(folder: vscode.WorkspaceFolder, findings: readonly Finding[]): Promise<void> {
  const title = t('Doctor: {0}', overall(findings));
  const placeHolder = t('Choose a finding to mend it');
  const options = { title, placeHolder, matchOnDetail: true, ignoreFocusOut: true };
  const chosen = await vscode.window.showQuickPick(findings.map(findingItem), options);
  if (chosen !== undefined) await mend(chosen.finding, folder);
}

function findingItem(finding: Finding): FindingItem {
  const remedy = remedyWord(finding);
  return {
    label: plainLabel(findingTitle(finding)),
    description: remedy === undefined ? '' : `→ ${remedy}`,
    detail: plainLabel(finding.sentence, 400),
    iconPath: themeIcon(...ICONS[finding.state]),
    finding,
  };
}
