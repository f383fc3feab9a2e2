import * as vscode from 'vscode';
import type { ConfigurationProblem } from '../../protocol/configuration.ts';
import type { Host } from '../host.ts';
import { isConfiguration } from './configuration-files.ts';

/** Long enough not to check what is still being typed. */
const DEBOUNCE_MS = 300;

export const SOURCE = 'Microfactory';

/** Shows what is wrong in configuration that is open, in trusted workspaces: checking needs the engine. */
export class ConfigurationProblems implements vscode.Disposable {
  readonly #host: Host;
  readonly #shown = vscode.languages.createDiagnosticCollection('microfactory');
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #subjects = new WeakMap<vscode.Diagnostic, string>();
  readonly #listening: vscode.Disposable;

  constructor(host: Host) {
    this.#host = host;
    const { workspace } = vscode;
    this.#listening = vscode.Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.#soon(document)),
      workspace.onDidChangeTextDocument(({ document }) => this.#soon(document)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document.uri)),
      workspace.onDidGrantWorkspaceTrust(() => this.checkAll()),
      workspace.onDidCreateFiles(() => this.checkAll()),
      workspace.onDidDeleteFiles(() => this.checkAll()),
      workspace.onDidRenameFiles(() => this.checkAll()),
    );
    this.checkAll();
  }

  /** Looks again at all that is open: a template that was missing may be there now. */
  checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#soon(document);
  }

  /** Returns what a problem is about: the template to create. */
  subjectOf(diagnostic: vscode.Diagnostic, uri: vscode.Uri): string | undefined {
    const own = this.#shown.get(uri)?.find((each) => isSame(each, diagnostic));
    return own === undefined ? undefined : this.#subjects.get(own);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#listening.dispose();
    this.#shown.dispose();
  }

  #soon(document: vscode.TextDocument): void {
    if (!vscode.workspace.isTrusted || !isConfiguration(document)) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => void this.#check(document), DEBOUNCE_MS),
    );
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    this.#timers.delete(document.uri.toString());
    const { version } = document;
    try {
      const service = await this.#host.engine.service();
      const query = { configPath: document.uri.fsPath, text: document.getText() };
      const problems = await service.checkConfiguration(query);
      if (!document.isClosed && document.version === version) this.#show(document.uri, problems);
    } catch (error) {
      // Somebody who edits a file must not be interrupted because the engine is away.
      this.#host.log.warn(`The configuration could not be checked: ${String(error)}`);
      this.#shown.delete(document.uri);
    }
  }

  #show(uri: vscode.Uri, problems: readonly ConfigurationProblem[]): void {
    const diagnostics = problems.map((problem) => {
      const diagnostic = diagnosticOf(problem);
      if (problem.subject !== null) this.#subjects.set(diagnostic, problem.subject);
      return diagnostic;
    });
    this.#shown.set(uri, diagnostics);
  }

  #forget(uri: vscode.Uri): void {
    clearTimeout(this.#timers.get(uri.toString()));
    this.#timers.delete(uri.toString());
    this.#shown.delete(uri);
  }
}

function diagnosticOf({ severity, message, range, code }: ConfigurationProblem): vscode.Diagnostic {
  const place = new vscode.Range(range.start_line, range.start_column, range.end_line, range.end_column);
  const level = severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(place, message, level);
  diagnostic.source = SOURCE;
  diagnostic.code = code;
  return diagnostic;
}

/** Code actions are given copies of what was shown. */
function isSame(one: vscode.Diagnostic, other: vscode.Diagnostic): boolean {
  return one.code === other.code && one.message === other.message && one.range.isEqual(other.range);
}
