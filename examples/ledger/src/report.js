import { depthOf, kindOf, naturalSign } from './accounts.js';
import { balances, register } from './balance.js';
import { budgetReport, usage } from './budget.js';
import { formatAmount } from './money.js';
import { bar, rule, table } from './table.js';

export function balanceText(transactions, options = {}) {
  const rows = balances(transactions, options).map(({ account, amount }) => [
    '  '.repeat(depthOf(account) - 1) + account.split(':').at(-1),
    formatAmount(amount),
  ]);
  return table(rows, { right: [1] });
}

/** Income and expenses with their natural signs, and what remains. */
export function incomeStatement(transactions, period) {
  const entries = balances(transactions, { period, depth: 1 });
  const shown = entries.filter(({ account }) => ['income', 'expenses'].includes(kindOf(account)));
  const rows = shown.map(({ account, amount }) => [account, formatAmount(amount * naturalSign(account))]);
  const net = -shown.reduce((sum, { amount }) => sum + amount, 0);
  const lines = table([...rows, ['Net', formatAmount(net)]], { right: [1] }).split('\n');
  const width = Math.max(...lines.map((line) => line.length));
  return [...lines.slice(0, -1), rule(width), lines.at(-1)].join('\n');
}

export function registerText(transactions, account) {
  const rows = register(transactions, account).map((entry) => [
    entry.date,
    entry.description,
    formatAmount(entry.amount),
    formatAmount(entry.running),
  ]);
  return table(rows, { right: [2, 3] });
}

export function budgetText(transactions, budgets, period) {
  const rows = budgetReport(transactions, budgets, period).flatMap(({ account, months }) =>
    months.map((month) => [
      account,
      month.month,
      `${formatAmount(month.spent)} of ${formatAmount(month.left)}`,
      bar(usage(month)) + (month.over ? ' over' : ''),
    ]),
  );
  return table(rows, { right: [2] });
}
