import * as vscode from 'vscode';
import type { RunOverrides } from '../../protocol/service.ts';
import type { SessionSummary } from '../../protocol/session.ts';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';
import { folderSettings } from '../settings/read-settings.ts';
import { limitReached, limitTyped, otherModel, raised, type RaisableLimit } from './resume-choices.ts';

/** Asks what a resumed session needs that it didn't have: a higher limit, another model. Undefined when dismissed. */
export async function askOverrides(session: SessionSummary): Promise<RunOverrides | undefined> {
  const limit = limitReached(session);
  if (limit !== undefined) return askLimit(limit);
  const { repo_path: path } = session.metadata;
  const other = otherModel(
    session,
    folderSettings(path === null ? undefined : vscode.Uri.file(path)).defaults,
  );
  return other === undefined ? {} : askModel(session, other);
}

async function askLimit(limit: RaisableLimit): Promise<RunOverrides | undefined> {
  const typed = await vscode.window.showInputBox({
    title: titleOf(limit),
    prompt: t('The session waits because its limit was reached. What it used counts towards the new one.'),
    ignoreFocusOut: true,
    validateInput: (value) =>
      limitTyped(value) === undefined ? t('Type a number greater than 0.') : undefined,
  });
  const value = typed === undefined ? undefined : limitTyped(typed);
  return value === undefined ? undefined : raised(limit, value);
}

function titleOf(limit: RaisableLimit): string {
  switch (limit) {
    case 'usd':
      return t('New limit in US dollars');
    case 'tokens':
      return t('New limit in tokens');
    case 'calls':
      return t('New limit in requests');
    case 'minutes':
      return t('New limit in minutes');
  }
}

async function askModel(
  { metadata }: SessionSummary,
  other: RunOverrides,
): Promise<RunOverrides | undefined> {
  const name = (...parts: (string | undefined)[]): string =>
    plainLabel(parts.filter((part) => part !== undefined && part !== '').join(' · '));
  const items: (vscode.QuickPickItem & { overrides: RunOverrides })[] = [
    { label: name(metadata.provider, metadata.model), description: t('as it began'), overrides: {} },
    { label: name(other.provider, other.model), description: t('as settings say now'), overrides: other },
  ];
  const title = t('Who answers the rest of the session?');
  return (await vscode.window.showQuickPick(items, { title }))?.overrides;
}
