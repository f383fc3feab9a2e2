import * as vscode from 'vscode';

/** A beginning that takes longer than this can be cancelled in a notification; a shorter one isn't worth one. */
const PATIENCE_MS = 2_000;

/** Does something that shows in the status bar at once, and as a notification with Cancel once it takes long. */
export async function withCancel<Result>(
  title: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const working = work(controller.signal);
  const ended = working.then(nothing, nothing);
  const late = setTimeout(() => offerCancel(title, ended, controller), PATIENCE_MS);
  try {
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title },
      () => working,
    );
  } finally {
    clearTimeout(late);
  }
}

function offerCancel(title: string, ended: Promise<void>, controller: AbortController): void {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  void vscode.window.withProgress(options, (_progress, token) => {
    token.onCancellationRequested(() => controller.abort());
    return ended;
  });
}

function nothing(): void {}
