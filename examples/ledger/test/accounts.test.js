import { it } from 'node:test';
import assert from 'node:assert/strict';
import { compareAccounts, depthOf, isWithinAccount, kindOf, naturalSign, parentsOf } from '../src/accounts.js';

it('knows kinds', () => assert.deepEqual(['Assets:Bank', 'INCOME', 'Foo:Bar'].map(kindOf), ['assets', 'income', 'other']));
it('lists parents, nearest first', () => assert.deepEqual(parentsOf('a:b:c'), ['a:b', 'a']));
it('has no parents at the top', () => assert.deepEqual(parentsOf('a'), []));
it('tells what lies within', () => {
  assert.deepEqual(['a:b', 'a:b:c', 'a:bc', 'a'].map((account) => isWithinAccount(account, 'a:b')), [true, true, false, false]);
});
it('counts depth', () => assert.equal(depthOf('a:b:c'), 3));
it('shows income and debts as positive', () => {
  assert.deepEqual(['Assets', 'Expenses:Rent', 'Income', 'Liabilities:Card', 'Equity'].map(naturalSign), [1, 1, -1, -1, -1]);
});
it('orders by kind, then by name', () => {
  const names = ['Foo', 'Expenses:B', 'Income', 'Expenses:A', 'Assets'];
  assert.deepEqual(names.sort(compareAccounts), ['Assets', 'Income', 'Expenses:A', 'Expenses:B', 'Foo']);
});
