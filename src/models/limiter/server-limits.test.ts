import { describe, expect, it } from 'vitest';
import { serverLimits } from './server-limits.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');

describe('limits in the headers of a response', () => {
  it.each([
    [
      "OpenAI's",
      {
        'x-ratelimit-limit-requests': '5000',
        'x-ratelimit-remaining-requests': '4999',
        'x-ratelimit-reset-requests': '12ms',
        'x-ratelimit-limit-tokens': '160000',
        'x-ratelimit-remaining-tokens': '159976',
        'x-ratelimit-reset-tokens': '6m0.5s',
      },
      {
        requests: { limit: 5000, remaining: 4999, resetMs: 12 },
        tokens: { limit: 160_000, remaining: 159_976, resetMs: 360_500 },
      },
    ],
    [
      "Anthropic's",
      {
        'anthropic-ratelimit-requests-limit': '50',
        'anthropic-ratelimit-requests-remaining': '0',
        'anthropic-ratelimit-requests-reset': '2026-01-02T03:04:09Z',
        'anthropic-ratelimit-input-tokens-limit': '40000',
        'anthropic-ratelimit-input-tokens-remaining': '100',
        'anthropic-ratelimit-input-tokens-reset': '2026-01-02T03:05:05Z',
      },
      {
        requests: { limit: 50, remaining: 0, resetMs: 4000 },
        tokens: { limit: 40_000, remaining: 100, resetMs: 60_000 },
      },
    ],
    [
      'seconds',
      { 'ratelimit-remaining': '3', 'ratelimit-reset': '30' },
      { requests: { limit: undefined, remaining: 3, resetMs: 30_000 } },
    ],
    [
      'seconds since the epoch',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 7) },
      { requests: { limit: undefined, remaining: 0, resetMs: 7000 } },
    ],
    [
      'milliseconds since the epoch, in the past',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW - 5) },
      { requests: { limit: undefined, remaining: 0, resetMs: 0 } },
    ],
  ])('are read in %s form', (_name, headers, expected) => {
    expect(serverLimits(new Headers(headers as Record<string, string>), NOW)).toEqual(expected);
  });

  it.each([
    ['nothing', {}],
    ['what is not limited', { 'x-ratelimit-remaining-tokens': '-1', 'x-ratelimit-reset-tokens': '0' }],
    ['no time', { 'x-ratelimit-remaining-requests': '3' }],
    ['no time that can be read', { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': 'soon' }],
    ['no number', { 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': '3' }],
  ])('are not made up of %s', (_name, headers) => {
    expect(serverLimits(new Headers(headers as Record<string, string>), NOW)).toBeUndefined();
  });
});
