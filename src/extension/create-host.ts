import { join } from 'node:path';
import * as vscode from 'vscode';
import type { EngineConnection } from '../app/remote/connect-service.ts';
import { ApiKeys } from './engine/api-keys.ts';
import { ProcessEngineLink } from './engine/engine-link.ts';
import { worded } from './engine/worded-service.ts';
import { showFailure } from './show-failure.ts';
import type { Host } from './host.ts';
import { offeredModels } from './language-models/offered-models.ts';
import { SETTINGS } from './ids.ts';
import { openFolders } from './open-folders.ts';
import { sendDecision } from './sessions/send-decision.ts';
import { ServiceSessionsModel } from './sessions/sessions-model.ts';
import { text } from './settings/face-defaults.ts';
import { setting } from './settings/read-settings.ts';

export interface OpenHost {
  readonly host: Host;
  /** Ends the engine's process, in bounded time. */
  close(): Promise<void>;
}

/** Returns what all parts share; nothing of it is at work before it is used. */
export function createHost(context: vscode.ExtensionContext): OpenHost {
  const log = vscode.window.createOutputChannel('Microfactory', { log: true });
  const engine = new ProcessEngineLink({
    trusted: () => vscode.workspace.isTrusted === true,
    start: () => startedEngine(context, log),
    log,
  });
  const sessions = new ServiceSessionsModel({ engine, folders: openFolders, log });
  const host: Host = {
    context,
    log,
    engine,
    sessions,
    decide: async (target, decision) => {
      await sendDecision(await engine.service(), target, decision);
      await sessions.refresh();
    },
    fail: (error) => showFailure(error, log),
  };
  context.subscriptions.push(
    log,
    sessions,
    engine,
    vscode.workspace.onDidGrantWorkspaceTrust(() => engine.trustGranted()),
    new ApiKeys(context.secrets).onDidChange(() => void handKeys(context, engine).catch(host.fail)),
  );
  return { host, close: () => engine.close() };
}

/** Its libraries are loaded now, not when the extension is set up. */
async function startedEngine(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Promise<EngineConnection> {
  const { startEngine } = await import('../app/remote/connect-service.ts');
  const connection = await startEngine({
    program: join(context.extensionPath, 'dist', 'engine.cjs'),
    home: text(setting(SETTINGS.home)),
    keys: await new ApiKeys(context.secrets).all(),
    models: offeredModels(),
    onLog: (line) => log.warn(line),
  });
  return worded(connection);
}

async function handKeys(context: vscode.ExtensionContext, engine: ProcessEngineLink): Promise<void> {
  await engine.setKeys(await new ApiKeys(context.secrets).all());
}
