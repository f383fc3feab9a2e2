import { compareAccounts, depthOf, parentsOf } from './accounts.js';
import { isWithin } from './dates.js';

/** Sums postings by account within a period; parents hold what their children do. */
export function balances(transactions, { period = {}, depth = Infinity, clearedOnly = false } = {}) {
  const totals = new Map();
  for (const transaction of transactions) {
    if (!isWithin(transaction.date, period)) continue;
    if (clearedOnly && !transaction.cleared) continue;
    for (const { account, amount } of transaction.postings) {
      for (const name of [account, ...parentsOf(account)]) totals.set(name, (totals.get(name) ?? 0) + amount);
    }
  }
  return [...totals]
    .filter(([account]) => depthOf(account) <= depth)
    .map(([account, amount]) => ({ account, amount }))
    .sort((a, b) => compareAccounts(a.account, b.account));
}

/** The account's postings with the balance after each, oldest first. */
export function register(transactions, account) {
  let running = 0;
  return [...transactions]
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.line - b.line))
    .flatMap((transaction) => transaction.postings.map((posting) => ({ ...posting, transaction })))
    .filter((posting) => posting.account === account)
    .map(({ transaction, amount }) => {
      running += amount;
      return { date: transaction.date, description: transaction.description, amount, running };
    });
}

/** What an assertion such as `balance 2024-01-31 Assets:Bank 12.00` compares with. */
export function balanceOn(transactions, account, date) {
  const found = balances(transactions, { period: { to: date } }).filter((entry) => entry.account === account);
  return found?.amount ?? 0;
}
