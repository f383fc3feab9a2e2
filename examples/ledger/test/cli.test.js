import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { run } from '../src/cli.js';
import { readOptions } from '../src/options.js';

const journal = '2024-01-01 * a\n  Assets:Bank  10.00\n  Equity\n\n2024-02-01 b\n  Expenses:Tea  2.50\n  Assets:Bank\n';
const ledger = (...args) => run(args, () => journal);

describe('options', () => {
  it('reads both forms', () => {
    assert.deepEqual(readOptions(['a', '--from', 'x', '--to=y=z', 'b']), { options: { from: 'x', to: 'y=z' }, words: ['a', 'b'] });
  });
  it('reads flags', () => assert.deepEqual(readOptions(['--cleared', 'a'], { flags: ['cleared'] }), { options: { cleared: true }, words: ['a'] }));
  it('misses values', () => assert.throws(() => readOptions(['--from']), /--from needs a value/));
});

describe('ledger', () => {
  it('prints balances', () => assert.equal(ledger('balance', 'f', '--depth', '1').output, 'Assets      7.50\nEquity    -10.00\nExpenses    2.50'));
  it('keeps to a period', () => assert.equal(ledger('balance', 'f', '--depth=1', '--to', '2024-01-31').output, 'Assets   10.00\nEquity  -10.00'));
  it('can leave out what is not cleared', () => assert.equal(ledger('balance', 'f', '--depth=1', '--cleared').output, 'Assets   10.00\nEquity  -10.00'));
  it('prints registers', () => assert.equal(ledger('register', 'f', 'Expenses:Tea').output, '2024-02-01  b  2.50  2.50'));
  it('explains itself', () => assert.equal(ledger().code, 2));
  it('knows its commands', () => assert.deepEqual(ledger('dance', 'f'), { code: 1, output: 'ledger: unknown command: dance' }));
  it('needs an account for a register', () => assert.equal(ledger('register', 'f').code, 1));
});
