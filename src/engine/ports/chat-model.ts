import type { RequestAbout } from './exchange.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  /** The bytes are the same for all samples of a step, so that providers' prefix caches work. */
  readonly messages: readonly ChatMessage[];
  /** What this sample alone is told; it ends the last message. */
  readonly variation?: string;
  readonly maxTokens: number;
  /** A wish: dropped once and remembered where the model refuses the parameter. */
  readonly temperature?: number;
  readonly seed?: number;
  /** JSON schema that the answer should follow, where the provider can hold it to one. */
  readonly schema?: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  /** Total time limit. */
  readonly timeoutMs?: number;
  /** Somebody else is asked when this fails: nobody waits long for a server then. */
  readonly goesElsewhere?: boolean;
  /** Called once, when the first bytes of the answer arrive (again at each new try); with a whole answer where there is no stream. */
  readonly onFirstEvent?: () => void;
  /**
   * Called with the answer so far at every piece of it. Returns a reason to read no further: the request is aborted at
   * once and the completion's finish is `cut`, with that reason as its raw one. Never called where there is no stream.
   */
  readonly stopWhen?: (textSoFar: string) => string | undefined;
  /** Whom it is made for: of no use to the model, and never sent. */
  readonly about?: RequestAbout;
}

/** `cut`: we stopped reading; tokens are then estimated where the server had not counted them yet. */
export type FinishReason = 'stop' | 'length' | 'refusal' | 'tool' | 'cut' | 'other';

/**
 * How a provider reuses the common beginning of prompts: by itself (`automatic`), where it is marked in the request
 * (`marked`: writing costs more than reading, so one request goes ahead of the rest), or not that anybody knows of.
 */
export type PrefixCache = 'automatic' | 'marked' | 'none';

export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cachedInput: number;
  /** Set when the server did not count all of them, as where we stopped reading. */
  readonly estimated?: true;
}

export interface Completion {
  readonly text: string;
  readonly finish: { readonly unified: FinishReason; readonly raw: string | null };
  readonly usage: TokenUsage;
  readonly requestId: string;
  /** Index of the choice within the request. (request id, choice) is the identity of a vote. */
  readonly choice: number;
  /** The model's name as the server returned it. */
  readonly model: string;
  readonly latencyMs: number;
  /** US dollars; undefined when the price is not known (never 0 for unknown). */
  readonly costUsd?: number;
}

/** A chat model behind one port; retries, limits and capabilities are inside. Throws MicrofactoryError only. */
export interface ChatModel {
  readonly provider: string;
  readonly model: string;
  readonly prefixCache: PrefixCache;
  complete(request: ChatRequest, signal?: AbortSignal): Promise<Completion>;
  /**
   * Asks for several choices of one request, whose prompt is then billed once; returns at least one and at most `count`,
   * each with its own `choice` (tokens and costs of the request are shared among them). Present only where the wire has
   * it (`n` of Chat Completions); a server that refuses it gives one, which is remembered.
   */
  completeMany?(request: ChatRequest, count: number, signal?: AbortSignal): Promise<readonly Completion[]>;
}
