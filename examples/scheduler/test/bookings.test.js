import test from 'node:test';
import assert from 'node:assert/strict';
import { bestBookings, booking, income } from '../src/bookings.js';

const names = (bookings) => bestBookings(bookings).map(({ name }) => name);

test('takes everything that fits', () => {
  assert.deepEqual(names([booking('b', '9:00', '10:00', 20), booking('a', '8:00', '9:00', 10)]), ['a', 'b']);
});
test('takes the dearer of two that overlap', () => {
  assert.deepEqual(names([booking('a', '8:00', '10:00', 10), booking('b', '9:00', '11:00', 20)]), ['b']);
});
test('refuses bookings that end before they start', () => assert.throws(() => booking('x', '9:00', '9:00', 1), /ends before/));
test('brings in the most', () => {
  const days = [
    [[480, 720, 50], [480, 600, 30], [600, 720, 30]],
    [[0, 100, 9], [0, 50, 5], [50, 100, 5], [20, 80, 8]],
    [[0, 30, 4], [20, 60, 7], [50, 90, 6], [80, 120, 7], [30, 50, 1], [60, 80, 3], [90, 130, 4]],
    [[0, 10, 1], [0, 10, 3], [5, 25, 8], [10, 20, 6], [20, 30, 3], [25, 40, 1]],
    [[0, 70, 12], [0, 20, 3], [20, 40, 3], [40, 70, 5], [60, 90, 4], [70, 90, 2]],
  ];
  const incomes = days.map((day) => income(bestBookings(day.map(([start, end, price], i) => ({ name: `${i}`, start, end, price })))));
  assert.deepEqual(incomes, [60, 10, 17, 12, 14]);
});
