/** Lays rows out in columns; `right` lists the columns to align on the right. */
export function table(rows, { right = [], gap = '  ' } = {}) {
  const widths = rows.reduce((known, row) => row.map((cell, i) => Math.max(known[i] ?? 0, cell.length)), []);
  return rows
    .map((row) => row.map((cell, i) => pad(cell, widths[i], right.includes(i))).join(gap).trimEnd())
    .join('\n');
}

function pad(cell, width, isRight) {
  return isRight ? cell.padStart(width) : cell.padEnd(width);
}

export function rule(width, sign = '-') {
  return sign.repeat(width);
}

export function bar(percent, width = 10) {
  const filled = Math.round((percent * width) / 100);
  return '#'.repeat(filled) + '.'.repeat(width - filled);
}
