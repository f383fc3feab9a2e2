import type * as vscode from 'vscode';

/** An event with listeners, as VS Code's own; a listener that throws keeps no other from hearing. */
export class Emitter<Value> implements vscode.Disposable {
  readonly #listeners = new Set<(value: Value) => unknown>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void = () => undefined) {
    this.#onError = onError;
  }

  readonly event: vscode.Event<Value> = (listener, thisArgs?: unknown, disposables?: vscode.Disposable[]) => {
    const own = (value: Value): unknown => listener.call(thisArgs, value) as unknown;
    this.#listeners.add(own);
    const disposable = { dispose: () => this.#listeners.delete(own) };
    disposables?.push(disposable as vscode.Disposable);
    return disposable as vscode.Disposable;
  };

  fire(value: Value): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
