import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { SCHEMES } from '../ids.ts';
import { t } from '../l10n.ts';
import { folderSettings } from '../settings/read-settings.ts';
import { isConfiguration } from './configuration-files.ts';
import { promptText } from './prompt-text.ts';
import { ROLES } from './template-roles.ts';

/** Prompts as a model would get them, refreshed when a template or the configuration is saved. */
export class PromptPreviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #host: Host;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #listening: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(host: Host) {
    this.#host = host;
    this.#listening = vscode.workspace.onDidSaveTextDocument((document) => {
      if (/\.(hbs|handlebars)$/iu.test(document.uri.path) || isConfiguration(document)) this.#refresh();
    });
  }

  /** Lets a person choose a role and shows its prompt beside what is being edited. */
  async open(configuration: vscode.Uri, folder: vscode.Uri | undefined): Promise<void> {
    const role = await vscode.window.showQuickPick([...ROLES], {
      placeHolder: t('The role whose prompt is to be shown'),
    });
    if (role === undefined) return;
    const place = { configPath: configuration.fsPath, repoPath: folder?.fsPath };
    const uri = vscode.Uri.from({
      scheme: SCHEMES.prompt,
      path: `/${role}.md`,
      query: new URLSearchParams(withoutNothing(place)).toString(),
    });
    this.#changed.fire(uri);
    const options = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true };
    await vscode.window.showTextDocument(uri, options);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const place = new URLSearchParams(uri.query);
    const configPath = place.get('configPath') ?? undefined;
    const repoPath = place.get('repoPath') ?? undefined;
    const role = /([^/]*)\.md$/u.exec(uri.path)?.[1] ?? '';
    const folder = repoPath === undefined ? undefined : vscode.Uri.file(repoPath);
    const service = await this.#host.engine.service();
    const { defaults } = folderSettings(folder);
    return promptText(await service.previewPrompt({ role, configPath, repoPath, defaults }));
  }

  #refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments)
      if (uri.scheme === SCHEMES.prompt) this.#changed.fire(uri);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}

function withoutNothing(values: Readonly<Record<string, string | undefined>>): [string, string][] {
  return Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
}
