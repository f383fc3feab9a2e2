import type * as vscode from 'vscode';
import type { OutlineRow } from '../../protocol/outline.ts';
import type { StepState } from '../../protocol/session.ts';
import { themeIcon, WAITING_ICON } from './session-icon.ts';

const ICONS: Readonly<Record<StepState, [icon: string, colour?: string]>> = {
  planned: ['circle-large-outline'],
  working: ['sync~spin', 'charts.blue'],
  waiting: WAITING_ICON,
  accepted: ['pass', 'charts.green'],
  skipped: ['debug-step-over'],
  failed: ['error', 'problemsErrorIcon.foreground'],
};

/** Returns the icon of a step's state; words say the same beside it. */
export function stepIcon({ state, waiting_for: trigger }: OutlineRow, imported = false): vscode.ThemeIcon {
  if (imported && (trigger !== null || state === 'waiting')) return themeIcon('debug-pause');
  return themeIcon(...ICONS[trigger === null ? state : 'waiting']);
}
