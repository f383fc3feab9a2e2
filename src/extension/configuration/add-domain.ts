import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { exists } from './configuration-files.ts';
import type { NewDomain } from './new-domain.ts';
import { chooseConfiguration } from './open-configuration.ts';

/** Asks for a new domain and writes it into the configuration, which the person sees and saves. */
export async function addDomain(host: Host, near?: unknown): Promise<void> {
  const place = await chooseConfiguration(near);
  if (place === undefined) return;
  const domain = await askForDomain(host, place.uri);
  if (domain === undefined) return;
  if (!(await exists(place.uri))) await createEmpty(place.uri);
  await writeDomain(await vscode.workspace.openTextDocument(place.uri), domain);
}

async function askForDomain(host: Host, uri: vscode.Uri): Promise<NewDomain | undefined> {
  const { problemOfName } = await import('./new-domain.ts');
  const service = await host.engine.service();
  const domains = await service.domains({ configPath: (await exists(uri)) ? uri.fsPath : undefined });
  const taken = domains.map(({ name }) => name);
  const title = t('New Domain');
  const name = await vscode.window.showInputBox({
    title,
    prompt: t('A short name, such as security-review'),
    validateInput: (value) => problemOfName(value.trim(), taken),
  });
  if (name === undefined) return undefined;
  const description = await vscode.window.showInputBox({ title, prompt: t('What it does, in one sentence') });
  if (description === undefined) return undefined;
  const items = domains.map((each) => ({ label: each.name, detail: each.description }));
  const placeHolder = t('The domain whose way of working it takes over');
  const basis =
    items.length <= 1 ? items[0] : await vscode.window.showQuickPick(items, { title, placeHolder });
  return basis === undefined ? undefined : { name: name.trim(), description, basis: basis.label };
}

async function createEmpty(uri: vscode.Uri): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { contents: Buffer.from('version: 1\n'), ignoreIfExists: true });
  await vscode.workspace.applyEdit(edit);
}

async function writeDomain(document: vscode.TextDocument, domain: NewDomain): Promise<void> {
  const { insertDomain } = await import('./new-domain.ts');
  const { offset, text, nameAt } = insertDomain(document.getText(), domain);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(offset), text);
  await vscode.workspace.applyEdit(edit);
  const name = document.positionAt(offset + nameAt);
  const selection = new vscode.Range(name, name.translate(0, domain.name.length));
  await vscode.window.showTextDocument(document, { selection });
}
