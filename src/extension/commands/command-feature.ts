import * as vscode from 'vscode';
import type { Feature, Host } from '../host.ts';
import type { CommandId } from '../ids.ts';

/** What a command does; what it returns is given to whoever called it. */
export type CommandHandler = (host: Host, ...args: unknown[]) => unknown;

/** Returns the part that registers commands; a failure is shown as its sentence. */
export function commandFeature(
  name: string,
  commands: Readonly<Partial<Record<CommandId, CommandHandler>>>,
): Feature {
  return {
    name,
    activate(host) {
      const registered = Object.entries(commands).map(([id, handler]) =>
        vscode.commands.registerCommand(id, (...args: unknown[]) => carriedOut(host, handler, args)),
      );
      return vscode.Disposable.from(...registered);
    },
  };
}

async function carriedOut(host: Host, handler: CommandHandler, args: unknown[]): Promise<unknown> {
  try {
    return await handler(host, ...args);
  } catch (error) {
    host.fail(error);
    return undefined;
  }
}
