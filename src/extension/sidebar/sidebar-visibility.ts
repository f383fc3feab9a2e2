import * as vscode from 'vscode';

const views = new Set<Pick<vscode.TreeView<unknown>, 'visible'>>();

/** Counts a view among those that make the sidebar visible, until it is taken down. */
export function noteVisibility(view: Pick<vscode.TreeView<unknown>, 'visible'>): vscode.Disposable {
  views.add(view);
  return new vscode.Disposable(() => views.delete(view));
}

/** True while one of our views can be seen. */
export function sidebarIsVisible(): boolean {
  return [...views].some((view) => view.visible);
}
