import test from 'node:test';
import assert from 'node:assert';
test('one', () => assert.equal(1, 1));
test('two', () => assert.equal(2, 2));
