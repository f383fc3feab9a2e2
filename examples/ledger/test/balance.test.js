import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { balanceOn, balances, register } from '../src/balance.js';
import { parseJournal } from '../src/parse.js';

const year = parseJournal(readFileSync(new URL('../sample/2024.journal', import.meta.url), 'utf8'));
const amountOf = (entries, account) => entries.find((entry) => entry.account === account)?.amount;

describe('balances', () => {
  it('adds up', () => assert.equal(amountOf(balances(year), 'Assets:Bank'), 271760));
  it('parents hold their children', () => assert.equal(amountOf(balances(year), 'Expenses:Food'), 11800));
  it('everything together is nothing', () => {
    const top = balances(year, { depth: 1 });
    assert.equal(top.reduce((sum, { amount }) => sum + amount, 0), 0);
  });
  it('can be cut at a depth', () => {
    assert.deepEqual(balances(year, { depth: 1 }).map(({ account }) => account), ['Assets', 'Liabilities', 'Equity', 'Income', 'Expenses']);
  });
  it('keeps to the period', () => {
    const january = { from: '2024-01-02', to: '2024-01-31' };
    assert.equal(amountOf(balances(year, { period: january }), 'Assets:Bank'), 151760);
  });
  it('can leave out what is not cleared', () => assert.equal(amountOf(balances(year, { clearedOnly: true }), 'Expenses'), 90000));
});

describe('register', () => {
  it('runs', () => assert.deepEqual(register(year, 'Assets:Bank').map(({ running }) => running), [120000, 370000, 361760, 271760]));
  it('is in order of date', () => {
    const mixed = parseJournal('2024-02-01 later\n  A  1\n  B\n\n2024-01-01 earlier\n  A  2\n  B\n');
    assert.deepEqual(register(mixed, 'A').map(({ description }) => description), ['earlier', 'later']);
  });
  it('keeps the order of a day', () => {
    const same = parseJournal('2024-01-01 first\n  A  1\n  B\n\n2024-01-01 second\n  A  2\n  B\n');
    assert.deepEqual(register(same, 'A').map(({ description }) => description), ['first', 'second']);
  });
});

it('knows the balance of a day', () => {
  assert.equal(balanceOn(year, 'Assets:Bank', '2024-01-05'), 370000);
  assert.equal(balanceOn(year, 'Assets:Nothing', '2024-01-05'), 0);
});
