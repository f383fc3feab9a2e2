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
  /** Set when the server did not count all of them. */
  readonly estimated?: true;
}

/** One choice of a reply. */
export interface ProviderChoice {
  readonly text: string;
  readonly finish: { readonly unified: FinishReason; readonly raw: string | null };
}

/** A provider's answer in our terms, before identity, price and latency are added. */
export interface ProviderReply extends ProviderChoice {
  /** Further choices of the same request, where several were asked for. */
  readonly others?: readonly ProviderChoice[];
  /** Of all choices together. */
  readonly tokens: BilledTokens;
  readonly requestId: string;
  readonly model: string;
  /** US dollars, where the server says itself what the answer cost. */
  readonly costUsd?: number;
  /** What the server said of the requests and tokens that are left. */
  readonly limits?: ServerLimits | undefined;
}

/** A request as clients get it. */
export interface ProviderRequest extends ChatRequest {
  /** How many choices are asked for; one when left out. Only wires with `n` look at it. */
  readonly choices?: number;
  /** Called when the server is known to send piece by piece, and then at every piece: silence after it is a stall. */
  readonly onBytes?: () => void;
}

/** One provider's protocol: sends once, retries nothing, throws what the SDK throws. */
export interface ProviderClient {
  send(request: ProviderRequest, capabilities: Capabilities, signal: AbortSignal): Promise<ProviderReply>;
  /** The names the server offers; throws what the SDK throws. */
  modelNames(signal: AbortSignal): Promise<readonly string[]>;
}

export interface ProviderClientOptions {
  readonly provider: HttpProvider;
  readonly model: string;
  readonly key: string | undefined;
  readonly baseUrl: string;
}
