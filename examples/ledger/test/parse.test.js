import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { parseJournal } from '../src/parse.js';

const one = (text) => parseJournal(text)[0];

describe('parseJournal', () => {
  it('reads a transaction', () => {
    const { date, description, cleared, postings } = one('2024-01-20 * Rent\n  Expenses:Rent  900.00\n  Assets:Bank  -900.00\n');
    assert.deepEqual({ date, description, cleared }, { date: '2024-01-20', description: 'Rent', cleared: true });
    assert.deepEqual(postings.map(({ account, amount }) => [account, amount]), [['Expenses:Rent', 90000], ['Assets:Bank', -90000]]);
  });
  it('fills in the amount that was left out', () => {
    const { postings } = one('2024-01-20 Split\n  Expenses:A  10.00\n  Expenses:B  5.50\n  Assets:Bank\n');
    assert.equal(postings[2].amount, -1550);
  });
  it('reads several transactions', () => {
    const all = parseJournal('2024-01-01 a\n  A  1\n  B\n\n2024-01-02 b\n  A  2\n  B\n');
    assert.deepEqual(all.map(({ description }) => description), ['a', 'b']);
  });
  it('leaves comments out', () => {
    const { description, postings } = one('2024-01-01 Tea ; in town\n  A  1.00 ; cash\n  B\n');
    assert.equal(description, 'Tea');
    assert.equal(postings[0].amount, 100);
  });
  it('keeps spaces inside account names', () => assert.equal(one('2024-01-01 x\n  Assets:My Bank  1\n  B\n').postings[0].account, 'Assets:My Bank'));
  it('knows Windows line ends', () => assert.equal(one('2024-01-01 x\r\n  A  1\r\n  B\r\n').postings.length, 2));
  it('remembers lines', () => assert.equal(parseJournal('\n\n2024-01-01 x\n  A  1\n  B\n')[0].line, 3));
  it('refuses what does not balance', () => assert.throws(() => parseJournal('2024-01-01 x\n  A  1\n  B  2\n'), /line 1: postings do not balance: 3 left/));
  it('refuses two open postings', () => assert.throws(() => parseJournal('2024-01-01 x\n  A\n  B\n'), /only one posting/));
  it('refuses a posting alone', () => assert.throws(() => parseJournal('  A  1\n'), /line 1: a posting without/));
  it('names the line of a bad amount', () => assert.throws(() => parseJournal('2024-01-01 x\n  A  one\n  B\n'), /line 2: not an amount/));
});
