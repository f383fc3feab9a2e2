import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseJournal } from '../src/parse.js';
import { balanceText, budgetText, incomeStatement, registerText } from '../src/report.js';
import { bar, table } from '../src/table.js';

const year = parseJournal(readFileSync(new URL('../sample/2024.journal', import.meta.url), 'utf8'));

describe('table', () => {
  it('aligns', () => assert.equal(table([['a', '1'], ['bbb', '22']], { right: [1] }), 'a     1\nbbb  22'));
  it('leaves no blanks at the end', () => assert.equal(table([['a', 'b'], ['cc', '']]), 'a   b\ncc'));
  it('draws bars', () => assert.deepEqual([0, 25, 100].map((percent) => bar(percent, 8)), ['........', '##......', '########']));
});

describe('reports', () => {
  it('shows balances as a tree', () => {
    const lines = balanceText(year, { depth: 2 }).split('\n');
    assert.equal(lines[0], 'Assets        2,717.60');
    assert.equal(lines[1], '  Bank        2,717.60');
    assert.equal(lines.at(-1), '  Rent          900.00');
  });
  it('shows income and expenses', () => {
    assert.equal(incomeStatement(year, {}), 'Income    2,500.00\nExpenses  1,018.00\n------------------\nNet       1,482.00');
  });
  it('shows a register', () => {
    assert.equal(registerText(year, 'Liabilities:Card'), '2024-02-03  Restaurant  -35.60  -35.60');
  });
  it('shows budgets', () => {
    const text = budgetText(year, [{ account: 'Expenses:Food', monthly: 10000 }], { from: '2024-01-01', to: '2024-01-31' });
    assert.equal(text, 'Expenses:Food  2024-01  82.40 of 100.00  ########..');
  });
  it('marks what is over', () => {
    const text = budgetText(year, [{ account: 'Expenses:Rent', monthly: 50000 }], { from: '2024-01-01', to: '2024-01-31' });
    assert.match(text, /########## over$/);
  });
});
