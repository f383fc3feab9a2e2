import { expect, it } from 'vitest';
import { countInterval, holds, shareInterval } from './agreement.ts';

// The closed forms of the edges: 1 − (α/2)^(1/n) and −ln(α/2).
it('says what a share or a count may truly be', () => {
  expect(shareInterval(20, 20)).toEqual({ from: expect.closeTo(0.005 ** (1 / 20)) as number, to: 1 });
  expect(shareInterval(0, 20)).toEqual({ from: 0, to: expect.closeTo(1 - 0.005 ** (1 / 20)) as number });
  expect(shareInterval(10, 20).from + shareInterval(10, 20).to).toBeCloseTo(1);
  expect(countInterval(0)).toEqual({ from: 0, to: expect.closeTo(-Math.log(0.005)) as number });
  expect(countInterval(100).from).toBeCloseTo(76.1, 1);
  expect(countInterval(100).to).toBeCloseTo(128.8, 1);
  expect(holds(countInterval(100), 75)).toBe(false);
});
