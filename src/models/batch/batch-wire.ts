import type { ChatRequest } from '../../engine/ports/chat-model.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';
import type { AnswerWire } from '../providers/read-answer.ts';

/** One request of a batch: its name there and its body as the provider takes it alone. */
export interface BatchItem {
  readonly id: string;
  readonly body: unknown;
}

/** What became of one request: an answer as it would have come alone, an error as the SDK throws it, or nothing. */
export type BatchOutcome =
  | { readonly kind: 'answer'; readonly data: unknown }
  | { readonly kind: 'error'; readonly error: unknown }
  /** Expired or cancelled before its turn; nothing is billed for it. */
  | { readonly kind: 'unanswered' };

/** One provider's batches. Everything throws what its SDK throws. */
export interface BatchWire {
  bodyOf(request: ChatRequest, capabilities: Capabilities): unknown;
  /** Reads an answer as it would have been read alone. */
  readonly answers: Omit<AnswerWire, 'streams' | 'send' | 'events'>;
  /** Returns the batch's id. */
  submit(items: readonly BatchItem[]): Promise<string>;
  /** Returns what became of its requests, by their ids, or undefined while the batch is under way. */
  outcomes(batchId: string): Promise<ReadonlyMap<string, BatchOutcome> | undefined>;
  cancel(batchId: string): Promise<void>;
}
