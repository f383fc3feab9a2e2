import * as vscode from 'vscode';
import type { RunRequest } from '../../api/extension-api.ts';
import type { Host } from '../host.ts';
import { COMMANDS, SETTINGS } from '../ids.ts';
import { t } from '../l10n.ts';
import { text } from '../settings/face-defaults.ts';
import { folderSettings, setting } from '../settings/read-settings.ts';
import { withModuleApproval } from './approve-module.ts';
import { rememberPrompt } from './prompt-history.ts';
import { savedFirst } from './saved-first.ts';
import { withCancel } from './with-cancel.ts';

export interface Task {
  readonly prompt: string;
  readonly folder: vscode.WorkspaceFolder;
  readonly dryRun?: boolean;
  /** Stronger than configuration and settings. */
  readonly overrides?: Omit<RunRequest, 'prompt' | 'folder' | 'dryRun'>;
}

/** Starts a session, follows it and shows it beside the editor; returns its id, or undefined when a person thought better of it. */
export async function startTask(host: Host, task: Task): Promise<string | undefined> {
  if (!(await savedFirst(task.folder))) return undefined;
  await rememberPrompt(host.context.workspaceState, task.prompt);
  const sessionId = await withModuleApproval((approveModule) =>
    withCancel(t('Microfactory is starting…'), (signal) => begun(host, { ...task, approveModule }, signal)),
  );
  if (sessionId === undefined) return undefined;
  await host.sessions.refresh();
  host.sessions.follow(sessionId);
  if (setting(SETTINGS.openPanelOnRun, task.folder.uri) !== false) {
    await showPanel(host, sessionId);
  }
  return sessionId;
}

async function begun(
  host: Host,
  task: Task & { readonly approveModule: boolean },
  signal: AbortSignal,
): Promise<string> {
  const { prompt, folder, dryRun, approveModule, overrides } = task;
  const service = await host.engine.service();
  const request = {
    prompt,
    repoPath: folder.uri.fsPath,
    seed: text(setting(SETTINGS.seed, folder.uri)),
    dryRun,
    approveModule,
    ...folderSettings(folder.uri),
    ...overrides,
  };
  const { sessionId } = await service.start(request, signal);
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
