import * as vscode from 'vscode';
import type { DomainProposal } from '../../protocol/gallery.ts';
import type { Host } from '../host.ts';
import { t } from '../l10n.ts';
import { exists } from './configuration-files.ts';
import { chooseConfiguration } from './open-configuration.ts';

/** Copies a domain of the gallery into the configuration, with its templates; the person sees all of it and saves the configuration. */
export async function addGalleryDomain(host: Host, near?: unknown): Promise<void> {
  const place = await chooseConfiguration(near);
  if (place === undefined) return;
  const service = await host.engine.service();
  const gallery = await service.gallery();
  const items = gallery.map((each) => ({
    label: each.name,
    description: each.basis,
    detail: each.description,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Add Domain from Gallery'),
    placeHolder: t('It is copied into the configuration, to be changed there'),
  });
  if (picked === undefined) return;
  const { fsPath: configPath } = place.uri;
  const text = (await exists(place.uri))
    ? (await vscode.workspace.openTextDocument(place.uri)).getText()
    : undefined;
  await apply(place.uri, await service.proposeDomain({ name: picked.label, configPath, text }));
}

async function apply(uri: vscode.Uri, { config, templates }: DomainProposal): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { path, text } of templates)
    edit.createFile(vscode.Uri.file(path), { contents: Buffer.from(text), overwrite: false });
  if (!(await exists(uri))) edit.createFile(uri, { ignoreIfExists: true });
  await vscode.workspace.applyEdit(edit);
  const document = await vscode.workspace.openTextDocument(uri);
  const whole = new vscode.Range(new vscode.Position(0, 0), document.positionAt(document.getText().length));
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, whole, config.text);
  await vscode.workspace.applyEdit(change);
  await vscode.window.showTextDocument(document);
}
