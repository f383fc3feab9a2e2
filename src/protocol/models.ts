import type { ChatProvider } from './providers.ts';
import type { ConfigurationQuery } from './service.ts';

/** Where a key was found; the first of a provider's places wins. */
export interface KeyPlace {
  readonly source: 'flag' | 'secret-storage' | 'environment' | 'home-env-file';
  /** Of its variable. */
  readonly name: string;
}

/** Where the keys of a provider are, never the keys. */
export interface ProviderKeys {
  readonly provider: ChatProvider;
  readonly title: string;
  /** The variables that may hold its key, the first that does wins. */
  readonly variables: readonly string[];
  /** False for what asks for no key, as a server on this machine. */
  readonly needed: boolean;
  /** The first is used. */
  readonly places: readonly KeyPlace[];
}

export interface ModelsQuery extends ConfigurationQuery {
  /** Only this one; undefined: all. */
  readonly provider?: ChatProvider | undefined;
  /** Also models that are not made for answers in text. */
  readonly all?: boolean | undefined;
  /** Asks the servers although their lists were read a short while ago. */
  readonly fresh?: boolean | undefined;
}

/** US dollars for a million tokens. */
export interface ListedPrice {
  readonly input: number;
  readonly output: number;
}

export interface ListedModel {
  /** What `--llm-model` names. */
  readonly id: string;
  /** As people know it; null where it is the id. */
  readonly name: string | null;
  /** Null where nobody says. */
  readonly context_tokens: number | null;
  /** Null where it is not known, which is not 0. */
  readonly price: ListedPrice | null;
}

export type ModelsState = 'listed' | 'no-key' | 'no-address' | 'not-running' | 'failed';

/** What one provider offers. */
export interface ProviderModels {
  readonly provider: ChatProvider;
  readonly title: string;
  readonly state: ModelsState;
  /** One sentence where nothing is listed; null else. */
  readonly problem: string | null;
  /** Null where none is needed or found. */
  readonly key_source: string | null;
  /** The newest first where the server dates them. */
  readonly models: readonly ListedModel[];
  /** Models that are not made for answers in text. */
  readonly left_out: number;
}
