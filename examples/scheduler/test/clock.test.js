import test from 'node:test';
import assert from 'node:assert/strict';
import { formatTime, overlaps, parseTime } from '../src/clock.js';

test('reads times', () => assert.deepEqual(['0:00', '8:30', '24:00'].map(parseTime), [0, 510, 1440]));
test('refuses other text', () => ['8', '25:00', '8:60', ''].forEach((text) => assert.throws(() => parseTime(text), RangeError)));
test('writes times', () => assert.deepEqual([0, 510, 605].map(formatTime), ['0:00', '8:30', '10:05']));
test('touching is not overlapping', () => {
  assert.equal(overlaps({ start: 0, end: 10 }, { start: 10, end: 20 }), false);
  assert.equal(overlaps({ start: 10, end: 20 }, { start: 0, end: 10 }), false);
  assert.equal(overlaps({ start: 0, end: 11 }, { start: 10, end: 20 }), true);
});
