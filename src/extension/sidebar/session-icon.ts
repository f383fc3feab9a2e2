import * as vscode from 'vscode';
import type { SessionStatus, SessionSummary } from '../../protocol/session.ts';
import { isImported } from '../../protocol/is-imported.ts';
import { waitingCount } from './session-words.ts';

const ICONS: Readonly<Record<SessionStatus, [icon: string, colour?: string]>> = {
  running: ['sync~spin', 'charts.blue'],
  paused: ['debug-pause', 'charts.yellow'],
  completed: ['pass', 'charts.green'],
  failed: ['error', 'problemsErrorIcon.foreground'],
  cancelled: ['circle-slash'],
};

/** What waits for a person. */
export const WAITING_ICON: [icon: string, colour: string] = ['question', 'problemsWarningIcon.foreground'];

/** Returns the icon of a session's state; words say the same beside it. */
export function sessionIcon(session: SessionSummary): vscode.ThemeIcon {
  if (isImported(session)) return themeIcon('archive');
  if (waitingCount(session) > 0) return themeIcon(...WAITING_ICON);
  return themeIcon(...ICONS[session.status]);
}

export function themeIcon(icon: string, colour?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}
