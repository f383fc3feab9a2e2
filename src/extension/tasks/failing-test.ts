import * as vscode from 'vscode';
import type { FailingTest } from './task-prompts.ts';

/** Returns what a test item says of its test; undefined when the argument is none. */
export function failingTest(
  argument: unknown,
): (FailingTest & { readonly uri: vscode.Uri | undefined }) | undefined {
  if (!isTestItem(argument)) return undefined;
  const uri = argument.uri instanceof vscode.Uri ? argument.uri : undefined;
  return {
    names: namesOf(argument),
    path: uri === undefined ? undefined : vscode.workspace.asRelativePath(uri, false),
    line: argument.range === undefined ? undefined : argument.range.start.line + 1,
    uri,
  };
}

function isTestItem(argument: unknown): argument is vscode.TestItem {
  if (typeof argument !== 'object' || argument === null) return false;
  const { id, label } = argument as Record<string, unknown>;
  return typeof id === 'string' && typeof label === 'string';
}

/** Suites stand around a test; files and folders stand around suites and are named by the path. */
function namesOf(item: vscode.TestItem): string[] {
  const names = [item.label];
  for (let outer = item.parent; outer?.range !== undefined; outer = outer.parent) names.unshift(outer.label);
  return names;
}
