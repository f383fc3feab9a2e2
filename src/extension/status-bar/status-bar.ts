import * as vscode from 'vscode';
import type { Feature, Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { textTooltip } from '../sidebar/text-tooltip.ts';
import { statusLine, type StatusLine } from './status-line.ts';

const BACKGROUND: Readonly<Record<StatusLine['alarm'], string | undefined>> = {
  none: undefined,
  warning: 'statusBarItem.warningBackground',
  error: 'statusBarItem.errorBackground',
};

/** One item: the state, the step and the cost of the session that is followed. */
export const statusBar: Feature = {
  name: 'status bar',
  activate(host) {
    const item = vscode.window.createStatusBarItem('microfactory.status', vscode.StatusBarAlignment.Left, 10);
    item.name = t('Microfactory');
    const update = (): void => draw(item, host);
    update();
    return vscode.Disposable.from(item, host.sessions.onDidChange(update), host.engine.onDidChange(update));
  },
};

function draw(item: vscode.StatusBarItem, { sessions, engine }: Host): void {
  const { followed } = sessions;
  const progress = followed === undefined ? undefined : sessions.progressOf(followed.session_id);
  const line = statusLine({ followed, lostBecause: engine.lostBecause, progress });
  if (line === undefined) return item.hide();
  const background = BACKGROUND[line.alarm];
  item.text = line.text;
  item.tooltip = textTooltip(line.tooltip);
  item.accessibilityInformation = { label: line.spoken, role: 'button' };
  item.backgroundColor = background === undefined ? undefined : new vscode.ThemeColor(background);
  item.command = {
    command: COMMANDS.showPanel,
    title: t('Show Control Panel'),
    arguments: followed === undefined ? [] : [followed.session_id],
  };
  item.show();
}
