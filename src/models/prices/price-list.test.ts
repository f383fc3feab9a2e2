import { describe, expect, it } from 'vitest';
import { costUsd } from './cost-usd.ts';
import { BATCH_PROVIDERS, PRICE_LISTS, priceOf } from './price-list.ts';

const HERE = 'http://127.0.0.1:11434/v1';
const TOKENS = { input: 1_000_000, output: 0, cacheRead: 0, cacheWrite: 0 };

describe.each(Object.entries(PRICE_LISTS))('the list of prices of %s', (_provider, list) => {
  it('says where it is from and of which day it is', () => {
    expect(list.source).toMatch(/^https:\/\//u);
    expect(new Date(list.as_of).toISOString().slice(0, 10)).toBe(list.as_of);
  });

  it.each(Object.entries(list.models))('has prices of %s that can be right', (_model, price) => {
    expect(price.input).toBeGreaterThan(0);
    expect(price.output).toBeGreaterThanOrEqual(price.input);
    expect(price.cache_read ?? price.input).toBeLessThanOrEqual(price.input);
    expect(price.cache_write ?? price.input).toBeGreaterThanOrEqual(price.input);
    if (price.context !== undefined) expect(Number.isInteger(price.context) && price.context > 0).toBe(true);
    const known = ['input', 'output', 'cache_read', 'cache_write', 'context'];
    expect(known).toEqual(expect.arrayContaining(Object.keys(price)));
  });

  it('has batches at a part of the price, if it has them', () => {
    if (list.batch !== undefined) expect(list.batch > 0 && list.batch < 1).toBe(true);
  });
});

describe('the price of a model', () => {
  it('is that of the list, for a dated name of the model, too', () => {
    const price = { input: 0.4, output: 1.6, cacheRead: 0.1, cacheWrite: 0.4 };
    expect(priceOf({ provider: 'openai', model: 'gpt-4.1-mini' })).toMatchObject(price);
    expect(priceOf({ provider: 'openai', model: 'gpt-4.1-mini-2025-04-14' })).toMatchObject(price);
    expect(priceOf({ provider: 'openai', model: 'gpt-4.1-mini' })?.contextTokens).toBe(1_047_576);
  });

  it('is unknown, not 0, where nobody says it', () => {
    expect(priceOf({ provider: 'openai', model: 'gpt-4.1-mini-tuned' })).toBeUndefined();
    expect(priceOf({ provider: 'gemini', model: 'gpt-4.1-mini' })).toBeUndefined();
    expect(costUsd({ provider: 'gemini', models: ['x'], tokens: TOKENS })).toBeUndefined();
  });

  it('is 0 for a program that runs the model on this machine, and for nothing else', () => {
    expect(priceOf({ provider: 'ollama', model: 'qwen3', baseUrl: HERE })?.output).toBe(0);
    expect(priceOf({ provider: 'ollama', model: 'qwen3' })).toBeUndefined();
    expect(
      priceOf({ provider: 'ollama', model: 'qwen3', baseUrl: 'https://gpu.example/v1' }),
    ).toBeUndefined();
    expect(priceOf({ provider: 'ollama', model: 'gpt-oss:120b-cloud', baseUrl: HERE })).toBeUndefined();
    expect(priceOf({ provider: 'compatible', model: 'qwen3', baseUrl: HERE })).toBeUndefined();
    expect(priceOf({ provider: 'openai', model: 'gpt-4.1-mini', baseUrl: HERE })?.input).toBe(0.4);
  });

  it("is the user's own before all others, the most exact name first", () => {
    const own = {
      openai: { 'gpt-4.1-mini': { input: 1, output: 2, cache_read: 0.5 } },
      compatible: {
        '*': { input: 9, output: 9 },
        'qwen*': { input: 3, output: 4 },
        'qwen.3': { input: 5, output: 6 },
      },
    };
    expect(priceOf({ provider: 'openai', model: 'gpt-4.1-mini', own })).toEqual({
      ...{ input: 1, output: 2, cacheRead: 0.5, cacheWrite: 1, contextTokens: 1_047_576, batch: 0.5 },
    });
    const inputOf = (model: string) => priceOf({ provider: 'compatible', model, own })?.input;
    expect([inputOf('qwen.3'), inputOf('qwenx3'), inputOf('llama')]).toEqual([5, 3, 9]);
  });

  it('is half in a batch, where the provider has batches', () => {
    expect(BATCH_PROVIDERS).toEqual(['openai', 'anthropic']);
    const answer = { provider: 'openai', models: ['gpt-4.1-mini'], tokens: TOKENS } as const;
    expect(costUsd(answer)).toBeCloseTo(0.4);
    expect(costUsd({ ...answer, isBatch: true })).toBeCloseTo(0.2);
  });
});
