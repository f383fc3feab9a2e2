import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { exportCsv, importCsv, splitLine } from '../src/csv.js';

describe('splitLine', () => {
  it('splits', () => assert.deepEqual(splitLine('a,b,,c'), ['a', 'b', '', 'c']));
  it('keeps commas in quotes', () => assert.deepEqual(splitLine('"a,b",c'), ['a,b', 'c']));
  it('knows doubled quotes', () => assert.deepEqual(splitLine('"say ""hi""",x'), ['say "hi"', 'x']));
  it('takes other separators', () => assert.deepEqual(splitLine('a;b,c', ';'), ['a', 'b,c']));
  it('refuses unfinished quotes', () => assert.throws(() => splitLine('"a'), /unfinished/));
});

describe('importCsv', () => {
  const text = 'Date,Description,Amount\n2024-01-05,"Shop, Main Street",-12.50\n2024-01-06,ACME Salary,"1,000.00"\n';
  it('makes transactions', () => {
    const [first] = importCsv(text, { account: 'Assets:Bank' });
    assert.equal(first.date, '2024-01-05');
    assert.equal(first.description, 'Shop, Main Street');
    assert.deepEqual(first.postings, [{ account: 'Assets:Bank', amount: -1250 }, { account: 'Expenses:Unknown', amount: 1250 }]);
  });
  it('follows rules whatever the case', () => {
    const rules = [{ match: 'salary', account: 'Income:Salary' }];
    assert.equal(importCsv(text, { account: 'Assets:Bank', rules })[1].postings[1].account, 'Income:Salary');
  });
  it('finds columns in any order', () => {
    const [only] = importCsv('amount;date;description\n5;2024-02-01;x', { account: 'A', separator: ';' });
    assert.equal(only.postings[0].amount, 500);
  });
  it('names the line', () => assert.throws(() => importCsv('date,amount\n2024-01-01,1\n2024-01-02,x', { account: 'A' }), /line 3/));
});

describe('exportCsv', () => {
  it('writes a header and rows', () => {
    assert.equal(exportCsv([{ date: '2024-01-01', description: 'Tea', amount: 250 }]), 'date,description,amount\n2024-01-01,Tea,2.50\n');
  });
  it('quotes what needs it', () => {
    assert.match(exportCsv([{ date: 'd', description: 'a "b", c', amount: 0 }]), /^d,"a ""b"", c",0.00$/m);
  });
});
