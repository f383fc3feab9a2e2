import { overlaps, parseTime } from './clock.js';

export function booking(name, from, to, price) {
  const [start, end] = [parseTime(from), parseTime(to)];
  if (end <= start) throw new RangeError(`${name} ends before it starts`);
  return { name, start, end, price };
}

/** The bookings of one bench that bring in the most, none overlapping another, in order of time. */
export function bestBookings(bookings) {
  const taken = [];
  for (const next of [...bookings].sort((a, b) => b.price - a.price)) {
    if (!taken.some((other) => overlaps(next, other))) taken.push(next);
  }
  return taken.sort((a, b) => a.start - b.start);
}

export function income(bookings) {
  return bookings.reduce((sum, { price }) => sum + price, 0);
}
