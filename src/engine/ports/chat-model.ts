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
}

export type FinishReason = 'stop' | 'length' | 'refusal' | 'tool' | 'other';

export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  readonly cachedInput: number;
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
  complete(request: ChatRequest, signal?: AbortSignal): Promise<Completion>;
}
