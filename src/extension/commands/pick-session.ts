import * as vscode from 'vscode';
import type { SessionSummary } from '../../protocol/session.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { plainLabel } from '../plain-line.ts';
import { sessionDescription, sessionTitle } from '../sidebar/session-words.ts';
import { sessionIcon } from '../sidebar/session-icon.ts';
import { sessionIdOf } from './command-arguments.ts';

export interface SessionQuestion {
  readonly title: string;
  readonly fits: (session: SessionSummary) => boolean;
  /** Said when no session fits. */
  readonly none: string;
}

/** Returns the session that a command was given, else the one that a person picks among those that fit; undefined: none. */
export async function pickSession(
  host: Host,
  argument: unknown,
  { title, fits, none }: SessionQuestion,
): Promise<string | undefined> {
  const given = sessionIdOf(argument);
  if (given !== undefined) return given;
  await host.sessions.refresh();
  const fitting = host.sessions.sessions.filter(fits);
  if (fitting.length === 0) {
    void vscode.window.showInformationMessage(none);
    return undefined;
  }
  const followed = host.sessions.followed?.session_id;
  const items = fitting.map((session) => ({
    label: plainLabel(sessionTitle(session)),
    description: sessionDescription(session),
    iconPath: sessionIcon(session),
    detail: session.metadata.repo_path ?? '',
    sessionId: session.session_id,
    picked: session.session_id === followed,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: t('Which session?') });
  return chosen?.sessionId;
}
