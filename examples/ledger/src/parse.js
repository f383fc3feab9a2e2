import { LedgerError } from './errors.js';
import { parseDate } from './dates.js';
import { parseAmount } from './money.js';

const HEADER = /^(\S+)\s+(?:([*!])\s+)?(.*)$/;

/**
 * Reads a journal: transactions are a line with date, optional mark and description, followed by indented postings.
 * One posting may leave its amount out.
 */
export function parseJournal(text) {
  const transactions = [];
  let current;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = index + 1;
    const content = withoutComment(raw);
    if (content.trim() === '') {
      current = undefined;
    } else if (/^\s/.test(content)) {
      if (current === undefined) throw new LedgerError('a posting without a transaction', line);
      current.postings.push(parsePosting(content.trim(), line));
    } else {
      current = parseHeader(content, line);
      transactions.push(current);
    }
  });
  return transactions.map(balanced);
}

function withoutComment(raw) {
  const at = raw.indexOf(';');
  return at === -1 ? raw : raw.slice(0, at);
}

function parseHeader(content, line) {
  const [, date, mark, description] = HEADER.exec(content) ?? [];
  if (date === undefined) throw new LedgerError('a transaction needs a date and a description', line);
  return {
    date: parseDate(date, line),
    cleared: mark === '*',
    description: description.trim(),
    postings: [],
    line,
  };
}

function parsePosting(content, line) {
  const [account, amount] = content.split(/\s{2,}|\t/);
  return { account, amount: amount === undefined ? undefined : parseAmount(amount, line), line };
}

function balanced(transaction) {
  const open = transaction.postings.filter((posting) => posting.amount === undefined);
  if (open.length > 1) throw new LedgerError('only one posting may leave its amount out', transaction.line);
  const total = transaction.postings.reduce((sum, posting) => sum + (posting.amount ?? 0), 0);
  if (open.length === 0 && total !== 0) {
    throw new LedgerError(`postings do not balance: ${total / 100} left`, transaction.line);
  }
  const postings = transaction.postings.map((posting) => ({ ...posting, amount: posting.amount ?? -total }));
  return { ...transaction, postings };
}
