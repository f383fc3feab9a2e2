import type * as vscode from 'vscode';
import { untrusted } from '../engine/untrusted.ts';
import type { Host } from '../host.ts';
import { chooseFolder } from './choose-folder.ts';

/** As `chooseFolder`, for what would start something: refused before anybody is asked anything. */
export async function trustedFolder(
  { engine }: Pick<Host, 'engine'>,
  near?: vscode.Uri,
): Promise<vscode.WorkspaceFolder | undefined> {
  if (engine.state === 'restricted') throw untrusted();
  return chooseFolder(near);
}
