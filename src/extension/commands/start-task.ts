import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { COMMANDS, SETTINGS } from '../ids.ts';
import { t } from '../l10n.ts';
import { text } from '../settings/face-defaults.ts';
import { folderSettings, setting } from '../settings/read-settings.ts';
import { rememberPrompt } from './prompt-history.ts';
import { savedFirst } from './saved-first.ts';

export interface Task {
  readonly prompt: string;
  readonly folder: vscode.WorkspaceFolder;
  readonly dryRun?: boolean;
}

/** Starts a session, follows it and shows it beside the editor; returns its id, or undefined when a person thought better of it. */
export async function startTask(host: Host, task: Task): Promise<string | undefined> {
  if (!(await savedFirst(task.folder))) return undefined;
  await rememberPrompt(host.context.workspaceState, task.prompt);
  const sessionId = await withProgress(() => begun(host, task));
  await host.sessions.refresh();
  host.sessions.follow(sessionId);
  if (setting(SETTINGS.openPanelOnRun, task.folder.uri) !== false) {
    await showPanel(host, sessionId);
  }
  return sessionId;
}

async function begun(host: Host, { prompt, folder, dryRun }: Task): Promise<string> {
  const service = await host.engine.service();
  const { sessionId } = await service.start({
    prompt,
    repoPath: folder.uri.fsPath,
    seed: text(setting(SETTINGS.seed, folder.uri)),
    dryRun,
    ...folderSettings(folder.uri),
  });
  host.log.info(`Session ${sessionId} began in ${folder.uri.fsPath}.`);
  return sessionId;
}

/** The session runs, whether or not its panel can be drawn. The person may type by now: letters are decisions in the panel. */
async function showPanel(host: Host, sessionId: string): Promise<void> {
  try {
    await vscode.commands.executeCommand(COMMANDS.showPanel, sessionId, undefined, { preserveFocus: true });
  } catch (error) {
    host.fail(error);
  }
}

/** In the status bar: a notification would be in the way of a person who goes on working. */
function withProgress<Result>(work: () => Promise<Result>): Thenable<Result> {
  const title = t('Microfactory is starting…');
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, work);
}
