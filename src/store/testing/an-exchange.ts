import type { Exchange } from '../../engine/ports/exchange.ts';

/** Returns an exchange that went well, but for what is said otherwise. */
export function anExchange(own: Partial<Exchange> = {}): Exchange {
  return {
    at: 1_767_225_600_000,
    about: { purpose: 'race', stepId: 'sum', role: 'solver', sampleIndex: 0 },
    provider: 'openai',
    model: 'gpt-4.1-mini',
    baseUrl: 'https://api.openai.com/v1',
    sent: { maxTokens: 50, temperature: 0, dropped: [] },
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'What is 2 + 2?' },
    ],
    variation: '',
    attempt: 1,
    waitedMs: 0,
    latencyMs: 12,
    reply: {
      text: 'Four.',
      finish: { unified: 'stop', raw: 'stop' },
      usage: { input: 30, output: 3, cachedInput: 0 },
      requestId: 'chatcmpl-1',
      model: 'gpt-4.1-mini-2025-04-14',
      costUsd: 0.00002,
    },
    ...own,
  };
}
