import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { daysInMonth, isLeapYear, isWithin, monthsBetween, parseDate } from '../src/dates.js';

describe('parseDate', () => {
  it('reads both separators', () => assert.deepEqual([parseDate('2024-01-05'), parseDate('2024/1/5')], ['2024-01-05', '2024-01-05']));
  it('accepts the last day of a month', () => assert.equal(parseDate('2024-02-29'), '2024-02-29'));
  it('accepts December', () => assert.equal(parseDate('2023-12-31'), '2023-12-31'));
  it('refuses days that do not exist', () => assert.throws(() => parseDate('2023-02-29', 3), /line 3: no such day/));
  it('refuses months that do not exist', () => {
    for (const text of ['2023-13-01', '2023-00-10']) assert.throws(() => parseDate(text), /no such day/);
  });
  it('refuses text', () => assert.throws(() => parseDate('today'), /not a date/));
});

describe('calendar', () => {
  it('knows leap years', () => assert.deepEqual([2024, 2023, 1900, 2000].map(isLeapYear), [true, false, false, true]));
  it('knows month lengths', () => assert.deepEqual([1, 4, 9, 12].map((month) => daysInMonth(2024, month)), [31, 30, 30, 31]));
  it('lists months over a year', () => {
    assert.deepEqual(monthsBetween('2023-11-15', '2024-02-01'), ['2023-11', '2023-12', '2024-01', '2024-02']);
  });
  it('lists a single month', () => assert.deepEqual(monthsBetween('2024-05-01', '2024-05-31'), ['2024-05']));
});

describe('isWithin', () => {
  it('includes both ends', () => {
    const period = { from: '2024-01-01', to: '2024-01-31' };
    assert.deepEqual(['2023-12-31', '2024-01-01', '2024-01-31', '2024-02-01'].map((date) => isWithin(date, period)), [false, true, true, false]);
  });
  it('may be open', () => assert.equal(isWithin('2024-01-01', {}), true));
});
