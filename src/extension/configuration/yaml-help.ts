import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import type { Completion, Surroundings } from './completions.ts';
import { isConfiguration, shippedText } from './configuration-files.ts';
import type { SchemaNode } from './configuration-schema.ts';
import type { Span, YamlPlace } from './yaml-place.ts';

const MOST_TEMPLATES = 100;

/** Completion and hover from the shipped schema; where Red Hat's YAML extension reads that schema, only what it can't know. */
export class YamlHelp implements vscode.CompletionItemProvider, vscode.HoverProvider {
  readonly #host: Host;
  #schema: Promise<SchemaNode> | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    if (!isConfiguration(document)) return [];
    const { yamlPlaceAt } = await import('./yaml-place.ts');
    const place = yamlPlaceAt(document.getText(), document.offsetAt(position));
    if (place === undefined) return [];
    const range = rangeOf(document, place.word);
    const found = await this.#completionsAt(document, place);
    return found.map((completion, index) => itemOf(completion, range, index));
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    if (!isConfiguration(document) || hasYamlExtension()) return undefined;
    const { keyPathAt } = await import('./yaml-place.ts');
    const key = keyPathAt(document.getText(), document.offsetAt(position));
    if (key === undefined) return undefined;
    const { keyHelp } = await import('./completions.ts');
    const lines = keyHelp(await this.#readSchema(), key.path);
    if (lines === undefined) return undefined;
    const texts = lines.map((line) => new vscode.MarkdownString(line));
    return new vscode.Hover(texts, rangeOf(document, key.span));
  }

  async #completionsAt(document: vscode.TextDocument, place: YamlPlace): Promise<Completion[]> {
    const { namedCompletions, schemaCompletions, takesDomain } = await import('./completions.ts');
    const around: Surroundings = {
      domains: takesDomain(place.path) ? await this.#domains(document) : [],
      templates: place.path.at(-1) === 'prompt_template' ? await templatesBeside(document.uri) : [],
    };
    const named = namedCompletions(place, around);
    if (named.length > 0 || hasYamlExtension()) return named;
    return schemaCompletions(await this.#readSchema(), place);
  }

  async #domains(document: vscode.TextDocument): Promise<Surroundings['domains']> {
    if (!vscode.workspace.isTrusted) return [];
    const service = await this.#host.engine.service();
    return await service.domains({ configPath: document.uri.fsPath });
  }

  #readSchema(): Promise<SchemaNode> {
    this.#schema ??= this.#loadSchema();
    return this.#schema;
  }

  async #loadSchema(): Promise<SchemaNode> {
    const { readSchema } = await import('./configuration-schema.ts');
    const text = await shippedText(this.#host.context, 'schemas', 'microfactory.schema.json');
    return readSchema(text) ?? {};
  }
}

/** It serves the schema that package.json contributes. */
function hasYamlExtension(): boolean {
  return vscode.extensions.getExtension('redhat.vscode-yaml')?.isActive === true;
}

async function templatesBeside(uri: vscode.Uri): Promise<string[]> {
  const folder = vscode.Uri.joinPath(uri, '..');
  const pattern = new vscode.RelativePattern(folder, '**/*.hbs');
  const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_TEMPLATES);
  return found.map(({ path }) => path.slice(folder.path.length + 1)).sort();
}

const KINDS: Record<Completion['kind'], vscode.CompletionItemKind> = {
  key: vscode.CompletionItemKind.Property,
  choice: vscode.CompletionItemKind.EnumMember,
  example: vscode.CompletionItemKind.Value,
  domain: vscode.CompletionItemKind.Module,
  template: vscode.CompletionItemKind.File,
};

function itemOf(completion: Completion, range: vscode.Range, index: number): vscode.CompletionItem {
  const { label, insert, kind, documentation } = completion;
  const item = new vscode.CompletionItem(label, KINDS[kind]);
  item.insertText = insert;
  item.range = range;
  item.filterText = label;
  // As the schema has them: what is common comes first.
  item.sortText = String(index).padStart(4, '0');
  if (documentation !== undefined) item.documentation = documentation;
  if (kind === 'key' && insert.endsWith(' '))
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

function rangeOf(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
