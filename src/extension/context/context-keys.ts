import * as vscode from 'vscode';
import type { Feature, Host } from '../host.ts';
import { CONTEXT_KEYS } from '../ids.ts';

/** Keeps the keys current that menus and views depend on. */
export const contextKeys: Feature = {
  name: 'context keys',
  activate(host) {
    const current = new Map<string, unknown>();
    const update = (): void => {
      for (const [key, value] of Object.entries(valuesOf(host))) {
        if (current.get(key) === value) continue;
        current.set(key, value);
        void vscode.commands.executeCommand('setContext', key, value);
      }
    };
    update();
    return vscode.Disposable.from(host.sessions.onDidChange(update), host.engine.onDidChange(update));
  },
};

function valuesOf({ sessions }: Host): Record<string, unknown> {
  return {
    [CONTEXT_KEYS.ready]: vscode.workspace.isTrusted === true,
    [CONTEXT_KEYS.hasSessions]: sessions.sessions.length > 0,
    [CONTEXT_KEYS.waiting]: sessions.waiting.length,
    [CONTEXT_KEYS.running]: sessions.sessions.some((session) => session.status === 'running'),
  };
}
