import { LedgerError } from './errors.js';
import { parseDate } from './dates.js';
import { formatAmount, parseAmount } from './money.js';

/** Splits one line of comma-separated values; quotes may hold commas and doubled quotes. */
export function splitLine(line, separator = ',') {
  const cells = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const sign = line[i];
    if (quoted && sign === '"' && line[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (sign === '"') {
      quoted = !quoted;
    } else if (sign === separator) {
      cells.push(cell);
      cell = '';
    } else {
      cell += sign;
    }
  }
  if (quoted) throw new LedgerError(`unfinished quotes: ${line}`);
  return [...cells, cell];
}

/** Turns a bank's export with the columns date, description, amount into transactions. */
export function importCsv(text, { account, counter = 'Expenses:Unknown', separator = ',', rules = [] }) {
  const [header, ...lines] = text.trim().split(/\r?\n/);
  const columns = splitLine(header, separator).map((name) => name.trim().toLowerCase());
  return lines.map((line, index) => {
    const cells = splitLine(line);
    const value = (name) => (cells[columns.indexOf(name)] ?? '').trim();
    const amount = parseAmount(value('amount'), index + 2);
    const description = value('description');
    const rule = rules.find(({ match }) => description.toLowerCase().includes(match.toLowerCase()));
    return {
      date: parseDate(value('date'), index + 2),
      cleared: true,
      description,
      postings: [
        { account, amount },
        { account: rule?.account ?? counter, amount: -amount },
      ],
      line: index + 2,
    };
  });
}

export function exportCsv(entries) {
  const rows = entries.map(({ date, description, amount }) => [date, description, formatAmount(amount)]);
  return [['date', 'description', 'amount'], ...rows].map((row) => row.map(String).join(',')).join('\n') + '\n';
}

function quote(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
