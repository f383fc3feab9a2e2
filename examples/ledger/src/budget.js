import { isWithinAccount } from './accounts.js';
import { monthOf, monthsBetween } from './dates.js';

/** Compares what was spent each month with what was planned; unspent money moves on where `rollover` is set. */
export function budgetReport(transactions, budgets, { from, to }) {
  return budgets.map(({ account, monthly, rollover = false }) => {
    let carried = 0;
    const months = monthsBetween(from, to).map((month) => {
      const spent = spentIn(transactions, account, month);
      const available = monthly + carried;
      const left = monthly - spent;
      carried = rollover ? Math.max(0, left) : 0;
      return { month, spent, available, left, over: spent >= available };
    });
    return { account, months, total: months.reduce((total, { spent }) => total + spent, 0) };
  });
}

function spentIn(transactions, account, month) {
  let spent = 0;
  for (const { date, postings } of transactions) {
    if (monthOf(date) !== month) continue;
    for (const posting of postings) if (isWithinAccount(posting.account, account)) spent += posting.amount;
  }
  return spent;
}

/** The average month, whole cents. */
export function averageSpending(transactions, account, { from, to }) {
  const months = monthsBetween(from, to);
  const total = months.reduce((sum, month) => sum + spentIn(transactions, month, account), 0);
  return Math.round(total / months.length);
}

/** The share of the budget that is used up, in percent, never above 100. */
export function usage({ spent, available }) {
  if (available <= 0) return spent > 0 ? 100 : 0;
  return Math.min(100, Math.round((spent / available) * 100));
}
