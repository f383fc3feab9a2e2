export { createCapabilityMemory, type CapabilityMemory } from './capabilities/capabilities.ts';
export { createChatModel, type ChatModelOptions } from './create-chat-model.ts';
export { resolveBaseUrl, isLoopback } from './keys/base-url.ts';
export { resolveKey, type ResolvedKey } from './keys/resolve-key.ts';
export { createModelLimiter, type ModelLimiter } from './limiter/model-limiter.ts';
export { BATCH_PROVIDERS, priceOf, type ModelPrice, type PricedModel } from './prices/price-list.ts';
export { probeModel, type ProbeResult } from './probe.ts';
export { wholeMessages } from './providers/whole-messages.ts';
export type { ChatProvider, HttpProvider } from './provider.ts';
