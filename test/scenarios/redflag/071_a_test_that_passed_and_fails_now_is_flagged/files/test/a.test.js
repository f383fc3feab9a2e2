import test from 'node:test';
import assert from 'node:assert';
import { f, g } from '../src/a.js';
test('one', () => assert.equal(f(), 1));
test('broken before', () => assert.equal(g(), 3));
