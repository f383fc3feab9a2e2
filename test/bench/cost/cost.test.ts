import { beforeAll, describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/engine/ports/chat-model.ts';
import { measure, naivePrice, STRATEGIES, type Measured, type Strategy } from './strategies.ts';

const SMALL = { samples: 5, input: 4000, output: 100 };
const named = (part: string): Strategy =>
  STRATEGIES.find(({ name }) => name.startsWith(part)) ?? (STRATEGIES[0] as Strategy);

describe('what the samples of one prompt cost, as the server bills the bytes that arrive', () => {
  const by: Record<string, Measured> = {};
  beforeAll(async () => {
    for (const strategy of STRATEGIES) by[strategy.name] = await measure(strategy, SMALL);
  });
  const percent = (part: string): number => {
    const found = by[named(part).name] as Measured;
    return (100 * found.price) / (by[named('naive').name] as Measured).price;
  };

  it('comes in the order that was to be expected', () => {
    expect(percent('n:')).toBeLessThan(percent('automatic cache, warmed'));
    expect(percent('automatic cache, warmed')).toBeLessThan(percent('marked cache, warmed'));
    expect(percent('marked cache, warmed')).toBeLessThan(60);
    expect(percent('automatic cache, all at once')).toBeCloseTo(100, 0);
    expect(percent('marked cache, all at once')).toBeGreaterThan(115);
  });

  it('takes two requests where choices are drawn, one of them the best answer', () => {
    expect(by[named('n:').name]?.requests).toBe(2);
    expect(by[named('automatic cache, warmed').name]?.requests).toBe(5);
  });

  it('is what the client says that it cost, cached tokens at their price', () => {
    for (const { strategy, bill, cachedInput, costUsd } of Object.values(by)) {
      expect(cachedInput, strategy).toBe(bill.cacheRead);
      const [input, read, write, output] = strategy.startsWith('marked')
        ? [3, 0.3, 3.75, 15]
        : [2, 0.5, 2, 8];
      const dollars =
        (bill.input * input + bill.cacheRead * read + bill.cacheWrite * write + bill.output * output) / 1e6;
      expect(costUsd, strategy).toBeCloseTo(dollars, 8);
    }
  });

  it.each(['automatic cache, warmed', 'marked cache, warmed'])(
    'is that of the naive way or more where something stands before what is shared: %s',
    async (name) => {
      let count = 0;
      const broken = ({ messages, ...request }: ChatRequest): ChatRequest => ({
        ...request,
        messages: messages.map((each) => ({ ...each, content: `Request ${(count += 1)}\n${each.content}` })),
      });
      const spoiled = await measure(
        {
          ...named(name),
          change: (model) => ({
            ...model,
            complete: (request, signal) => model.complete(broken(request), signal),
          }),
        },
        SMALL,
      );
      expect(spoiled.bill.cacheRead).toBe(0);
      expect(spoiled.price).toBeGreaterThanOrEqual(naivePrice(spoiled));
    },
  );
});
