import { describe, expect, it } from 'vitest';
import type { ModelPrice } from '../../models/index.ts';
import { answersOfRace, reckon, type Share } from './reckon.ts';

const k = (low: number, high = low) => ({ low, high });
const PRICE: ModelPrice = { input: 2, output: 10, cacheRead: 0.5, cacheWrite: 2.5, batch: 0.5 };
const SHARE: Share = {
  requests: k(10, 40),
  prompt: k(1000, 2000),
  answer: k(1, 100),
  prices: [PRICE],
  isBatch: false,
};

describe('the answers of a race', () => {
  it('are k where all agree, and what the formulas say where a quarter errs and a tenth is thrown away', () => {
    const { low, high } = answersOfRace({ rule: 'ahead-by-k', k: k(3), samples: 100 });
    expect(low).toBeCloseTo(3, 9);
    // Gambler's ruin with p = 3/4: k/(2p - 1) · (1 - 2/(1 + 3^k)).
    expect(high).toBeCloseTo(((3 / 0.5) * (1 - 2 / 28)) / 0.9, 9);
  });

  it('are no more than the most votes of a race, and what is thrown away beside them', () => {
    expect(answersOfRace({ rule: 'ahead-by-k', k: k(9), samples: 9 })).toEqual({ low: 9, high: 10 });
  });
});

describe('what a run takes', () => {
  it('is the sum of its shares, from every prompt in a cache to none', () => {
    expect(reckon([SHARE, { ...SHARE, requests: k(0, 1) }])).toEqual({
      requests: k(10, 41),
      input_tokens: k(10_000, 82_000),
      output_tokens: k(10, 4100),
      cost_usd: {
        low: expect.closeTo((10_000 * 0.5 + 10 * 10) / 1e6, 12) as number,
        high: expect.closeTo((82_000 * 2.5 + 4100 * 10) / 1e6, 12) as number,
      },
    });
  });

  it('is the batches’ part of the price in batches, and between the cheapest and the dearest of several models', () => {
    const cheap = { ...PRICE, cacheRead: 0, output: 0 };
    const { cost_usd: cost } = reckon([{ ...SHARE, prices: [PRICE, cheap], isBatch: true }]);
    expect(cost?.low).toBe(0);
    expect(cost?.high).toBeCloseTo((80_000 * 2.5 + 4000 * 10) / 2e6, 12);
  });

  it('has no price once one is unknown', () => {
    expect(reckon([SHARE, { ...SHARE, prices: [PRICE, undefined] }]).cost_usd).toBeNull();
  });
});
