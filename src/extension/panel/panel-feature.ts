import * as vscode from 'vscode';
import { isRecord } from '../../engine/json.ts';
import type { PanelAction } from '../../protocol/panel.ts';
import { sessionIdOf, stepTargetOf } from '../commands/command-arguments.ts';
import type { Feature, Host } from '../host.ts';
import { COMMANDS, PANEL_TYPE } from '../ids.ts';
import { t } from '../l10n.ts';
import { ControlPanel, type PanelPlace } from './control-panel.ts';

/** The one panel of each host; a closed one leaves its place. */
const panels = new WeakMap<Host, ControlPanel>();

const ACTIONS: readonly (readonly [command: string, action: PanelAction])[] = [
  [COMMANDS.panelNextWaiting, 'next-waiting'],
  [COMMANDS.panelFind, 'find'],
  [COMMANDS.panelDiff, 'diff'],
  [COMMANDS.panelApprove, 'approve'],
  [COMMANDS.panelReject, 'reject'],
  [COMMANDS.panelMore, 'more'],
  [COMMANDS.panelToggleView, 'toggle-view'],
  [COMMANDS.panelHelp, 'help'],
];

/** The control panel: its commands, and its return after a reload. */
export const panelFeature: Feature = {
  name: 'control panel',
  activate(host) {
    const commands = ACTIONS.map(([command, action]) =>
      vscode.commands.registerCommand(command, () => panels.get(host)?.perform(action)),
    );
    const show = vscode.commands.registerCommand(COMMANDS.showPanel, (...args: unknown[]) =>
      openPanel(host, placeOf(args), focusOf(args[2])),
    );
    const serializer = vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
      deserializeWebviewPanel: (panel) => Promise.resolve(restore(host, panel)),
    });
    return vscode.Disposable.from(...commands, show, serializer);
  },
};

export interface OpenPanelOptions {
  /** Where the keyboard stays in the editor. */
  readonly preserveFocus?: boolean;
}

/** Shows the panel beside what is being edited, and turns it to a session or step. There is one at most. */
export function openPanel(host: Host, place: PanelPlace = {}, options: OpenPanelOptions = {}): void {
  const open = panels.get(host);
  const preserveFocus = options.preserveFocus === true;
  if (open !== undefined) open.panel.reveal(undefined, preserveFocus);
  const panel = open ?? adopted(host, newPanel(host, preserveFocus));
  panel.reveal(place);
}

function newPanel(host: Host, preserveFocus: boolean): vscode.WebviewPanel {
  const viewColumn =
    vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
  return vscode.window.createWebviewPanel(
    PANEL_TYPE,
    t('Microfactory'),
    { viewColumn, preserveFocus },
    webviewOptions(host),
  );
}

/** Scripts of our own bundle only; a hidden panel is thrown away and drawn anew from what it looked at. */
function webviewOptions({ context }: Host): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist')],
  };
}

function adopted(host: Host, panel: vscode.WebviewPanel): ControlPanel {
  const control = new ControlPanel(host, panel);
  panels.set(host, control);
  // A panel can be replaced before its old self is gone: compare before clearing its place.
  panel.onDidDispose(() => {
    if (panels.get(host) === control) panels.delete(host);
  });
  return control;
}

function restore(host: Host, panel: vscode.WebviewPanel): void {
  panels.get(host)?.panel.dispose();
  panel.webview.options = webviewOptions(host);
  adopted(host, panel);
}

/** Whoever opens the panel on a person's behalf leaves the keyboard where it is. */
function focusOf(argument: unknown): OpenPanelOptions {
  return { preserveFocus: isRecord(argument) && argument['preserveFocus'] === true };
}

/** Commands name a session and perhaps a step, as a target or one after the other. */
function placeOf([first, second, wish]: readonly unknown[]): PanelPlace {
  const requests = isRecord(wish) && wish['requests'] === true;
  const target = stepTargetOf(first);
  if (target !== undefined) return { sessionId: target.sessionId, stepId: target.stepId, requests };
  return { sessionId: sessionIdOf(first), stepId: typeof second === 'string' ? second : undefined, requests };
}
