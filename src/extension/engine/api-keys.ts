import type * as vscode from 'vscode';
import { HTTP_PROVIDER_NAMES, httpProvider, type HttpProvider } from '../../protocol/providers.ts';

/** Returns the variable whose place a stored key of the provider takes. */
export function keyVariable(provider: HttpProvider): string {
  return httpProvider(provider).keyVariables[0];
}

/** Keys in the editor's secret storage, and nowhere else. Providers of one key variable share the key. */
export class ApiKeys {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** Returns the stored keys by the name of their variable. */
  async all(): Promise<Record<string, string>> {
    const stored = await Promise.all(
      HTTP_PROVIDER_NAMES.map(
        async (provider) => [keyVariable(provider), await this.#secrets.get(place(provider))] as const,
      ),
    );
    return Object.fromEntries(stored.filter((entry): entry is [string, string] => entry[1] !== undefined));
  }

  async has(provider: HttpProvider): Promise<boolean> {
    return (await this.#secrets.get(place(provider))) !== undefined;
  }

  async set(provider: HttpProvider, key: string): Promise<void> {
    await this.#secrets.store(place(provider), key);
  }

  async remove(provider: HttpProvider): Promise<void> {
    await this.#secrets.delete(place(provider));
  }

  /** Calls back when a key of ours was stored or removed, here or in another window. */
  onDidChange(listener: () => void): vscode.Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      if (HTTP_PROVIDER_NAMES.some((provider) => place(provider) === key)) listener();
    });
  }
}

function place(provider: HttpProvider): string {
  return `microfactory.key.${keyOwner(provider)}`;
}

/** Returns the first provider that has the provider's key variable: the key is named after it. */
export function keyOwner(provider: HttpProvider): HttpProvider {
  const variable = keyVariable(provider);
  return HTTP_PROVIDER_NAMES.find((each) => keyVariable(each) === variable) ?? provider;
}
