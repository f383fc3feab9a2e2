import * as vscode from 'vscode';
import { t } from '../l10n.ts';
import { exists, isConfiguration } from './configuration-files.ts';
import { namesFile } from './template-roles.ts';

interface TemplateLink {
  readonly range: vscode.Range;
  readonly target: vscode.Uri;
}

/** Leads from `prompt_template` to the file that it names. */
export class TemplateLinks implements vscode.DefinitionProvider, vscode.DocumentLinkProvider {
  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.LocationLink[]> {
    const links = await existingLinks(document);
    return links
      .filter(({ range }) => range.contains(position))
      .map(({ range, target }) => ({
        originSelectionRange: range,
        targetUri: target,
        targetRange: new vscode.Range(0, 0, 0, 0),
      }));
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const links = await existingLinks(document);
    return links.map(({ range, target }) => {
      const link = new vscode.DocumentLink(range, target);
      link.tooltip = t('Open template');
      return link;
    });
  }
}

async function existingLinks(document: vscode.TextDocument): Promise<TemplateLink[]> {
  if (!isConfiguration(document)) return [];
  const { valuesOf } = await import('./yaml-place.ts');
  const links = valuesOf(document.getText(), 'prompt_template')
    .filter(({ value }) => namesFile(value))
    .map(({ value, span }) => ({
      range: new vscode.Range(document.positionAt(span.start), document.positionAt(span.end)),
      target: templateOf(document.uri, value),
    }));
  const there = await Promise.all(links.map(({ target }) => exists(target)));
  return links.filter((_, index) => there[index]);
}

/** Relative paths are read from the configuration's folder. */
function templateOf(configuration: vscode.Uri, value: string): vscode.Uri {
  const path = value.trim();
  const isAbsolute = /^([/\\]|[a-z]:[\\/])/iu.test(path);
  return isAbsolute
    ? vscode.Uri.file(path)
    : vscode.Uri.joinPath(configuration, '..', ...path.split(/[\\/]/u));
}
