import * as vscode from 'vscode';
import { classified } from '../../engine/error.ts';
import type { Feature } from '../host.ts';
import { SETTINGS } from '../ids.ts';
import { openFolders } from '../open-folders.ts';
import { setting } from '../settings/read-settings.ts';
import { RunningHere } from './running-here.ts';

/** Finds sessions again that were at work when the window was reloaded or the engine was lost. */
export const recovery: Feature = {
  name: 'recovery',
  activate(host) {
    const running = new RunningHere({
      engine: host.engine,
      sessions: host.sessions,
      memento: host.context.workspaceState,
      folders: openFolders,
      resumes: () => setting(SETTINGS.resumeInterrupted) === 'always',
    });
    const logged = (error: unknown): void => host.log.error(classified(error).message);
    // Started for it only where something was at work; a look into an empty past costs nothing.
    if (vscode.workspace.isTrusted === true) running.recover().catch(logged);
    let state = host.engine.state;
    return vscode.Disposable.from(
      host.sessions.onDidChange(() => void running.note().catch(logged)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void running.recover().catch(logged)),
      host.engine.onDidChange(() => {
        const before = state;
        state = host.engine.state;
        if (state === 'on' && before !== 'on') running.recover().catch(logged);
      }),
    );
  },
};
