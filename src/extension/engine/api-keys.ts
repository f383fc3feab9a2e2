import type * as vscode from 'vscode';

/** Providers that take a key, and the variable whose place a stored key takes. */
export const KEY_OF = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  compatible: 'COMPATIBLE_API_KEY',
} as const;
export type KeyedProvider = keyof typeof KEY_OF;
export const KEYED_PROVIDERS = Object.keys(KEY_OF) as readonly KeyedProvider[];

/** Keys in the editor's secret storage, and nowhere else. */
export class ApiKeys {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** Returns the stored keys by the name of their variable. */
  async all(): Promise<Record<string, string>> {
    const stored = await Promise.all(
      KEYED_PROVIDERS.map(async (provider) => [KEY_OF[provider], await this.#secrets.get(place(provider))]),
    );
    return Object.fromEntries(stored.filter(([, key]) => key !== undefined)) as Record<string, string>;
  }

  async has(provider: KeyedProvider): Promise<boolean> {
    return (await this.#secrets.get(place(provider))) !== undefined;
  }

  async set(provider: KeyedProvider, key: string): Promise<void> {
    await this.#secrets.store(place(provider), key);
  }

  async remove(provider: KeyedProvider): Promise<void> {
    await this.#secrets.delete(place(provider));
  }

  /** Calls back when a key of ours was stored or removed, here or in another window. */
  onDidChange(listener: () => void): vscode.Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      if (KEYED_PROVIDERS.some((provider) => place(provider) === key)) listener();
    });
  }
}

function place(provider: KeyedProvider): string {
  return `microfactory.key.${provider}`;
}

export function isKeyed(provider: string): provider is KeyedProvider {
  return Object.hasOwn(KEY_OF, provider);
}
