import type { ChatRequest, FinishReason } from '../../engine/ports/chat-model.ts';
import type { HttpProvider } from '../../protocol/providers.ts';
import type { ServerLimits } from '../limiter/server-limits.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';

/** Tokens as they are billed: `input` is what was neither read from nor written to a cache. */
export interface BilledTokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** A provider's answer in our terms, before identity, price and latency are added. */
export interface ProviderReply {
  readonly text: string;
  readonly finish: { readonly unified: FinishReason; readonly raw: string | null };
  readonly tokens: BilledTokens;
  readonly requestId: string;
  readonly model: string;
  /** US dollars, where the server says itself what the answer cost. */
  readonly costUsd?: number;
  /** What the server said of the requests and tokens that are left. */
  readonly limits?: ServerLimits | undefined;
}

/** One provider's protocol: sends once, retries nothing, throws what the SDK throws. */
export interface ProviderClient {
  send(request: ChatRequest, capabilities: Capabilities, signal: AbortSignal): Promise<ProviderReply>;
  /** The names the server offers; throws what the SDK throws. */
  modelNames(signal: AbortSignal): Promise<readonly string[]>;
}

export interface ProviderClientOptions {
  readonly provider: HttpProvider;
  readonly model: string;
  readonly key: string | undefined;
  readonly baseUrl: string;
}
