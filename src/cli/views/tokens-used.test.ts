import { expect, it } from 'vitest';
import { tokensUsed } from './tokens-used.ts';

const used = (cached?: number) => ({
  ...{
    samples: 1,
    valid_samples: 1,
    resamples: 0,
    red_flags: 0,
    model_calls: 1,
    duration_ms: 1,
    cost_usd: 1,
  },
  input_tokens: 12_000,
  output_tokens: 300,
  ...(cached !== undefined && { cached_input_tokens: cached }),
});

it('tells what came from the cache, where something did', () => {
  expect(tokensUsed(used(8000))).toMatch(/^12.3k tokens \(8.*k from the cache\)$/);
  expect(tokensUsed(used())).toBe('12.3k tokens');
});
