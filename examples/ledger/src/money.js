import { LedgerError } from './errors.js';

const AMOUNT = /^([-+])?(\d{1,3}(?:,\d{3})*|\d+)(?:\.(\d{1,2}))?$/;

/** Amounts are whole cents: `12.5` is 1250. */
export function parseAmount(text, line) {
  const match = AMOUNT.exec(text.trim());
  if (!match) throw new LedgerError(`not an amount: "${text}"`, line);
  const [, sign, whole, fraction = ''] = match;
  const cents = Number(whole.replaceAll(',', '')) * 100 + Number(fraction.padEnd(2, '0'));
  return sign === '-' ? -cents : cents;
}

export function formatAmount(cents) {
  const absolute = Math.abs(cents);
  const whole = String(Math.floor(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = String(absolute % 100).padStart(2, '0');
  return `${cents < 0 ? '-' : ''}${whole}.${fraction}`;
}

/** Splits an amount into equal parts; the first parts take the cents that are left over. */
export function split(cents, parts) {
  const share = Math.trunc(cents / parts);
  const rest = Math.abs(cents - share * share);
  return Array.from({ length: parts }, (_, index) => share + (index < rest ? Math.sign(cents) : 0));
}

export function sum(amounts) {
  return amounts.reduce((total, amount) => total + amount, 0);
}
