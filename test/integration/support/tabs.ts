import * as vscode from 'vscode';

/** Returns all tabs of all groups. */
export function tabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** Returns the diffs that are open. */
export function diffs(): vscode.TabInputTextDiff[] {
  return tabs().flatMap(({ input }) => (input instanceof vscode.TabInputTextDiff ? [input] : []));
}

/** Returns the diff in front of its group, undefined when something else is. */
export function activeDiff(): vscode.TabInputTextDiff | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? input : undefined;
}
