import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { formatAmount, parseAmount, split, sum } from '../src/money.js';

describe('parseAmount', () => {
  it('reads whole amounts', () => assert.equal(parseAmount('12'), 1200));
  it('reads cents', () => assert.equal(parseAmount('12.34'), 1234));
  it('reads one decimal as tens of cents', () => assert.equal(parseAmount('12.5'), 1250));
  it('reads grouped thousands', () => assert.equal(parseAmount('1,234,567.89'), 123456789));
  it('reads signs', () => assert.deepEqual(['-3.20', '+3.20'].map((text) => parseAmount(text)), [-320, 320]));
  it('names the line of what it cannot read', () => assert.throws(() => parseAmount('ten', 7), /line 7: not an amount: "ten"/));
});

describe('formatAmount', () => {
  it('shows two decimals', () => assert.equal(formatAmount(5), '0.05'));
  it('groups thousands', () => assert.equal(formatAmount(123456789), '1,234,567.89'));
  it('shows debts', () => assert.equal(formatAmount(-1050), '-10.50'));
});

describe('split', () => {
  it('gives equal parts', () => assert.deepEqual(split(900, 3), [300, 300, 300]));
  it('gives the rest to the first', () => assert.deepEqual(split(1000, 3), [334, 333, 333]));
  it('splits debts', () => assert.deepEqual(split(-1000, 3), [-334, -333, -333]));
});

it('sums', () => assert.equal(sum([100, -30, 5]), 75));
