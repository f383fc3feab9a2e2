import { parseDate } from './dates.js';
import { LedgerError } from './errors.js';
import { readOptions } from './options.js';
import { parseJournal } from './parse.js';
import { balanceText, incomeStatement, registerText } from './report.js';

const USAGE = 'usage: ledger <balance|income|register> <file> [account] [--from date] [--to date] [--depth n] [--cleared]';

/** Runs a command; gives back what to print and the exit code. */
export function run(args, readFile) {
  try {
    const { options, words } = readOptions(args, { flags: ['cleared'] });
    const [command, file, account] = words;
    if (command === undefined || file === undefined) return { code: 2, output: USAGE };
    const transactions = parseJournal(readFile(file));
    return { code: 0, output: answer(command, { transactions, account, options }) };
  } catch (error) {
    if (error instanceof LedgerError) return { code: 1, output: `ledger: ${error.message}` };
    throw error;
  }
}

function answer(command, { transactions, account, options }) {
  const period = { from: options.from && parseDate(options.from), to: options.to && parseDate(options.to) };
  switch (command) {
    case 'balance':
      return balanceText(transactions, {
        period,
        depth: options.depth === undefined ? Infinity : Number(options.depth),
        clearedOnly: options.cleared === true,
      });
    case 'income':
      return incomeStatement(transactions, period);
    case 'register':
      if (account === undefined) throw new LedgerError('register needs an account');
      return registerText(transactions, account);
    default:
      throw new LedgerError(`unknown command: ${command}`);
  }
}
