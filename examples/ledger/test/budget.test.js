import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { averageSpending, budgetReport, usage } from '../src/budget.js';
import { parseJournal } from '../src/parse.js';

const spending = parseJournal(`
2024-01-10 a
  Expenses:Food  80.00
  Assets:Bank

2024-01-20 b
  Expenses:Food:Out  30.00
  Assets:Bank

2024-03-01 c
  Expenses:Food  150.00
  Assets:Bank
`);
const quarter = { from: '2024-01-01', to: '2024-03-31' };
const food = (extra) => budgetReport(spending, [{ account: 'Expenses:Food', monthly: 12000, ...extra }], quarter)[0];

describe('budgetReport', () => {
  it('adds up months', () => assert.deepEqual(food().months.map(({ spent }) => spent), [11000, 0, 15000]));
  it('adds up all', () => assert.equal(food().total, 26000));
  it('tells what is left', () => assert.deepEqual(food().months.map(({ left }) => left), [1000, 12000, -3000]));
  it('tells what is over', () => assert.deepEqual(food().months.map(({ over }) => over), [false, false, true]));
  it('spending all of it is not over', () => {
    const exact = budgetReport(spending, [{ account: 'Expenses:Food', monthly: 11000 }], quarter)[0];
    assert.equal(exact.months[0].over, false);
  });
  it('carries what is left', () => {
    assert.deepEqual(food({ rollover: true }).months.map(({ available }) => available), [12000, 13000, 25000]);
  });
  it('does not carry debts', () => {
    const tight = budgetReport(spending, [{ account: 'Expenses:Food', monthly: 10000, rollover: true }], quarter)[0];
    assert.deepEqual(tight.months.map(({ available }) => available), [10000, 10000, 20000]);
  });
});

it('averages over all months', () => assert.equal(averageSpending(spending, 'Expenses:Food', quarter), 8667));

describe('usage', () => {
  it('is in percent', () => assert.equal(usage({ spent: 5000, available: 20000 }), 25));
  it('ends at 100', () => assert.equal(usage({ spent: 300, available: 200 }), 100));
  it('of nothing', () => assert.deepEqual([usage({ spent: 0, available: 0 }), usage({ spent: 1, available: 0 })], [0, 100]));
});
