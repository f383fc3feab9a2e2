import * as vscode from 'vscode';
import type { Problem } from './task-prompts.ts';

/** What of a diagnostic travels in a command's arguments. */
export interface ProblemMark {
  readonly line: number;
  readonly source: string;
  readonly message: string;
}

export function markOf({ range, source, message }: vscode.Diagnostic): ProblemMark {
  return { line: range.start.line + 1, source: source ?? '', message };
}

export function isProblemList(value: unknown): value is readonly ProblemMark[] {
  return Array.isArray(value) && value.every(isMark);
}

export function problemsOf(uri: vscode.Uri, marks: readonly ProblemMark[]): Problem[] {
  const path = vscode.workspace.asRelativePath(uri, false);
  return marks.map(({ line, source, message }) => ({ path, line, source, message }));
}

/** Returns the problems of the line that the cursor is in. */
export function problemsAtCursor(): { uri: vscode.Uri; problems: Problem[] } | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { uri } = editor.document;
  const { line } = editor.selection.active;
  const here = vscode.languages
    .getDiagnostics(uri)
    .filter(({ range }) => range.start.line <= line && line <= range.end.line);
  return { uri, problems: problemsOf(uri, here.map(markOf)) };
}

function isMark(value: unknown): value is ProblemMark {
  if (typeof value !== 'object' || value === null) return false;
  const { line, source, message } = value as Record<string, unknown>;
  return typeof line === 'number' && typeof source === 'string' && typeof message === 'string';
}
