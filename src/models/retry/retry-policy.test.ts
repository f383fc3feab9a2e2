import { describe, expect, it } from 'vitest';
import { MicrofactoryError, type ErrorCode } from '../../engine/error.ts';
import { retryPolicy } from './retry-policy.ts';

const error = (code: ErrorCode, retryable = true, retryAfterMs: number | null = null) =>
  new MicrofactoryError({ code, message: 'x', retryable, data: { retryAfterMs } });
const always = (value: number) => ({ next: () => value });

function delays(code: ErrorCode, random = always(1)): number[] {
  const result: number[] = [];
  let step = retryPolicy().next(error(code), random);
  while (step !== undefined) {
    result.push(step.delayMs);
    step = step.policy.next(error(code), random);
  }
  return result;
}

describe('the retry policy', () => {
  it.each<[ErrorCode, number[]]>([
    ['model-transient', [500, 1000, 2000, 4000, 8000]],
    ['model-rate', [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]],
    ['model-network', [500, 1000, 2000]],
    ['model-truncated', [500, 1000, 2000]],
    ['model-stall', [500]],
    ['model-auth', []],
    ['model-billing', []],
    ['cancelled', []],
    ['internal', []],
  ])('waits longer and longer for %s, then gives up', (code, expected) => {
    expect(delays(code)).toEqual(expected);
  });

  it('spreads waits over the upper half, so that samples do not come back in step', () => {
    expect(delays('model-network', always(0))).toEqual([250, 500, 1000]);
  });

  it('waits exactly as long as the server asks', () => {
    expect(retryPolicy().next(error('model-rate', true, 7000), always(0.3))?.delayMs).toBe(7000);
  });

  it('never retries what is not retryable, whatever its code', () => {
    expect(retryPolicy().next(error('model-rate', false), always(1))).toBeUndefined();
  });

  it('has a patience of its own for each class of failure', () => {
    let policy = retryPolicy();
    for (const code of [
      'model-network',
      'model-rate',
      'model-network',
      'model-rate',
      'model-network',
    ] as const)
      policy = policy.next(error(code), always(1))?.policy ?? policy;
    expect(policy.next(error('model-network'), always(1))).toBeUndefined();
    expect(policy.next(error('model-transient'), always(1))?.delayMs).toBe(500);
  });

  it('is a value: asking twice gives the same', () => {
    const policy = retryPolicy();
    policy.next(error('model-stall'), always(1));
    expect(policy.next(error('model-stall'), always(1))?.delayMs).toBe(500);
  });
});
