import type { ErrorCode } from '../error.ts';
import type { ChatMessage, FinishReason, TokenUsage } from './chat-model.ts';
import type { Role } from './microagent.ts';

/** What a request is made for: a vote, a look over an answer, or something asked beside the votes. */
export type Purpose = 'plan' | 'race' | 'critique' | 'aside' | 'probe';

/** Whom a request is made for. One value a request: tries of the same request share it. */
export interface RequestAbout {
  readonly purpose: Purpose;
  readonly stepId?: string;
  readonly role?: Role;
  readonly sampleIndex?: number;
}

/** What was asked of the model besides the messages. */
export interface SentParameters {
  readonly maxTokens: number;
  readonly temperature?: number;
  readonly seed?: number;
  /** Name of the JSON schema that the answer was held to. */
  readonly schema?: string;
  /** Wishes that were left out because the model refuses them. */
  readonly dropped: readonly string[];
}

export interface ExchangeReply {
  readonly text: string;
  /** Texts of further choices, where several were asked for. */
  readonly others?: readonly string[];
  readonly finish: { readonly unified: FinishReason; readonly raw: string | null };
  readonly usage: TokenUsage;
  /** Empty where the server gave none. */
  readonly requestId: string;
  /** As the server returned it; empty where it gave none. */
  readonly model: string;
  /** US dollars; undefined when the price is not known. */
  readonly costUsd?: number;
}

export interface ExchangeFailure {
  readonly code: ErrorCode;
  /** One sentence, without the key. */
  readonly message: string;
  /** Of HTTP; null when no answer came. */
  readonly status: number | null;
}

/** One request to a model and what came back, failed tries included. Holds no key: neither its texts nor its address. */
export interface Exchange {
  /** Wall-clock time in milliseconds at which it was sent. */
  readonly at: number;
  readonly about: RequestAbout | undefined;
  readonly provider: string;
  /** The model that was asked for. */
  readonly model: string;
  readonly baseUrl: string;
  readonly sent: SentParameters;
  /** The bytes that all samples of a step share. */
  readonly messages: readonly ChatMessage[];
  /** What this sample alone was told; it ended the last message. Empty for nothing. */
  readonly variation: string;
  /** Counts the requests that were made for the same answer of this model, from 1. */
  readonly attempt: number;
  /** Milliseconds between the wish, or the end of the try before, and this request. */
  readonly waitedMs: number;
  readonly latencyMs: number;
  /** Undefined when it failed. */
  readonly reply?: ExchangeReply;
  /** Undefined when it was answered. */
  readonly failure?: ExchangeFailure;
}
