import type { Layout } from './report.ts';

const HEAD = '| # | Item | Label |\n| ---: | --- | --- |\n';
const ROW = /^\| (\d+) \| (.*) \| (.*) \|$/;

/** A report of labels: a title, then a table of one row an item. */
export const labelTable: Layout = {
  isProse: false,

  render: ({ title, entries }) => {
    const rows = entries.map(
      ({ number, title: item, body }) => `| ${number} | ${cell(item)} | ${cell(body)} |\n`,
    );
    return `# ${title}\n\n${HEAD}${rows.join('')}`;
  },
  parse: (text) =>
    text.split(/\r?\n/).flatMap((line) => {
      const row = ROW.exec(line);
      return row === null
        ? []
        : [{ number: Number(row[1]), title: uncell(row[2] ?? ''), body: uncell(row[3] ?? '') }];
    }),
};

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/\\/g, '\\\\').replace(/\|/g, '\\|');
}

function uncell(text: string): string {
  return text.replace(/\\([\\|])/g, '$1');
}
