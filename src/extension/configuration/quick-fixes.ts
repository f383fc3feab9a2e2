import * as vscode from 'vscode';
import leven from 'leven';
import type { Host } from '../host.ts';
import { COMMANDS } from '../ids.ts';
import { t } from '../l10n.ts';
import { isConfiguration } from './configuration-files.ts';
import { SOURCE, type ConfigurationProblems } from './configuration-problems.ts';
import { roleAt } from './template-roles.ts';
import type { valuesOf } from './yaml-place.ts';

type WrittenValue = ReturnType<typeof valuesOf>[number];

/** Mends what can be mended: creates a missing template, names the domain that was meant. */
export class QuickFixes implements vscode.CodeActionProvider {
  readonly #host: Host;
  readonly #problems: ConfigurationProblems;

  constructor(host: Host, problems: ConfigurationProblems) {
    this.#host = host;
    this.#problems = problems;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    if (!isConfiguration(document)) return [];
    const own = diagnostics.filter(({ source }) => source === SOURCE);
    const actions = await Promise.all(own.map((diagnostic) => this.#actionFor(document, diagnostic)));
    return actions.filter((action) => action !== undefined);
  }

  #actionFor(
    document: vscode.TextDocument,
    diagnostic: vscode.Diagnostic,
  ): Promise<vscode.CodeAction | undefined> {
    if (diagnostic.code === 'missing-template') return this.#createTemplate(document, diagnostic);
    if (diagnostic.code === 'unknown-domain') return this.#nameDomain(document, diagnostic);
    return Promise.resolve(undefined);
  }

  async #createTemplate(
    document: vscode.TextDocument,
    diagnostic: vscode.Diagnostic,
  ): Promise<vscode.CodeAction | undefined> {
    const path = this.#problems.subjectOf(diagnostic, document.uri);
    if (path === undefined) return undefined;
    const value = await valueAt(document, diagnostic.range, ['prompt_template']);
    const title = t('Create template');
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = {
      command: COMMANDS.createTemplate,
      title,
      arguments: [path, roleAt(value?.path ?? [])],
    };
    action.diagnostics = [diagnostic];
    action.isPreferred = true;
    return action;
  }

  async #nameDomain(
    document: vscode.TextDocument,
    diagnostic: vscode.Diagnostic,
  ): Promise<vscode.CodeAction | undefined> {
    const written = await valueAt(document, diagnostic.range, ['default_domain', 'extends']);
    if (written === undefined) return undefined;
    const service = await this.#host.engine.service();
    const domains = await service.domains({ configPath: document.uri.fsPath });
    const [nearest] = domains
      .map(({ name }) => name)
      .filter((name) => name !== written.value)
      .sort((a, b) => leven(written.value, a) - leven(written.value, b));
    if (nearest === undefined) return undefined;
    const action = new vscode.CodeAction(t('Change to {0}', nearest), vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    const { start, end } = written.span;
    const place = new vscode.Range(document.positionAt(start), document.positionAt(end));
    action.edit.replace(document.uri, place, nearest);
    action.diagnostics = [diagnostic];
    return action;
  }
}

/** Returns the value that a problem is about: its place is that of the value or of the key before it. */
async function valueAt(
  document: vscode.TextDocument,
  { end }: vscode.Range,
  keys: readonly string[],
): Promise<WrittenValue | undefined> {
  const { valuesOf } = await import('./yaml-place.ts');
  const offset = document.offsetAt(end);
  const values = keys.flatMap((key) => valuesOf(document.getText(), key));
  return values.sort((a, b) => a.span.start - b.span.start).find(({ span }) => span.end >= offset);
}
