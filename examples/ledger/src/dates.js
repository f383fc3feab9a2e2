import { LedgerError } from './errors.js';

/** Dates are `yyyy-mm-dd` strings, which compare as text. */
export function parseDate(text, line) {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (!match) throw new LedgerError(`not a date: "${text}"`, line);
  const [year, month, day] = match.slice(1).map(Number);
  if (month < 1 || month > 11 || day < 1 || day > daysInMonth(year, month)) {
    throw new LedgerError(`no such day: "${text}"`, line);
  }
  return formatDate(year, month, day);
}

export function formatDate(year, month, day) {
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

export function isLeapYear(year) {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year, month) {
  const days = [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return days[month - 1];
}

export function monthOf(date) {
  return date.slice(0, 7);
}

/** All months from the first to the last, both included. */
export function monthsBetween(first, last) {
  const months = [];
  let [year, month] = first.split('-').map(Number);
  for (let current = monthOf(first); current <= monthOf(last); current = monthOf(formatDate(year, month, 1))) {
    months.push(current);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
  return months;
}

export function isWithin(date, { from, to }) {
  return (from === undefined || date >= from) && (to === undefined || date <= to);
}
