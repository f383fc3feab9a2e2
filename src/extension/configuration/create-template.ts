import * as vscode from 'vscode';
import { MicrofactoryError } from '../../engine/error.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { exists, shippedText } from './configuration-files.ts';
import { isTemplatePlace } from './template-place.ts';
import { roleOfFile, ROLES, type Role } from './template-roles.ts';

/** Creates a missing template from the built-in one of its role and opens it; throws `guard` outside the workspace and the person's own folder. */
export async function createTemplate(host: Host, path: unknown, role: unknown): Promise<void> {
  if (typeof path !== 'string' || path === '') throw refused(t('No template was named.'), 'usage');
  const uri = vscode.Uri.file(path);
  if (!mayCreate(uri)) throw refused(t('{0} is outside the workspace: create it yourself.', path), 'guard');
  if (!(await exists(uri)))
    await create(uri, await shippedText(host.context, 'templates', 'code', `${roleFor(path, role)}.hbs`));
  await vscode.window.showTextDocument(uri);
}

async function create(uri: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { contents: Buffer.from(text), ignoreIfExists: true });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw refused(t('{0} could not be created.', uri.fsPath), 'workspace');
}

/** A file's name in a configuration somebody else wrote must not lead to a start-up file. */
function mayCreate(uri: vscode.Uri): boolean {
  return isTemplatePlace(uri.path, () => vscode.workspace.getWorkspaceFolder(uri) !== undefined);
}

function roleFor(path: string, role: unknown): Role {
  return ROLES.find((each) => each === role) ?? roleOfFile(path);
}

function refused(message: string, code: 'usage' | 'guard' | 'workspace'): MicrofactoryError {
  return new MicrofactoryError({ code, message });
}
