import type { Subject } from './subject.ts';

const TOTAL: Subject = {
  language: 'JavaScript',
  name: 'total',
  text: `import { readRate } from './rates.mjs';
import { label } from './labels.mjs';

const MINIMUM = 10;
const FEE = 3;

export function total(items, region) {
  let sum = 0;
  for (const item of items) {
    const price = item.price * item.count;
    if (price > MINIMUM) {
      sum += price;
    } else {
      sum += price + FEE;
    }
  }
  const tax = sum * readRate(region, sum);
  return { text: label(region, sum), value: sum + tax };
}
`,
  beside: {
    'rates.mjs': `export const readRate = (region, sum) => (region === 'north' ? 0.5 : sum / 100);\n`,
    'labels.mjs': `export const label = (region, sum) => region + ':' + sum;\n`,
  },
  calls: [
    `m.total([{ price: 5, count: 2 }, { price: 4, count: 3 }], 'north')`,
    `m.total([{ price: 5, count: 1 }, { price: 11, count: 1 }], 'south')`,
    `m.total([], 'north')`,
  ],
  locals: [
    ['sum', 'amount'],
    ['item', 'entry'],
    ['tax', 'duty'],
    ['items', 'entries'],
  ],
  same: [
    {
      how: 'imports in another order',
      edits: [
        [
          `import { readRate } from './rates.mjs';\nimport { label } from './labels.mjs';`,
          `import { label } from './labels.mjs';\nimport { readRate } from './rates.mjs';`,
        ],
      ],
    },
    {
      how: 'independent declarations in another order',
      edits: [[`const MINIMUM = 10;\nconst FEE = 3;`, `const FEE = 3;\nconst MINIMUM = 10;`]],
    },
    { how: 'another spelling of a number', edits: [['= 10;', '= 0xa;']] },
    {
      how: 'brackets around a whole expression',
      edits: [['= item.price * item.count', '= (item.price * item.count)']],
    },
    {
      how: 'another algorithm',
      edits: [
        [
          `sum += price;\n    } else {\n      sum += price + FEE;\n    }`,
          `sum += price;\n    } else sum += FEE + price;`,
        ],
      ],
    },
    { how: 'a statement in another form', edits: [['sum += price;', 'sum = sum + price;']] },
  ],
  other: [
    {
      how: 'swapped branches',
      edits: [
        ['sum += price;', '@'],
        ['sum += price + FEE;', 'sum += price;'],
        ['@', 'sum += price + FEE;'],
      ],
    },
    { how: 'shadowing', edits: [['sum += price;', 'let sum = 0;\n      sum += price;']] },
    { how: 'a renamed property', edits: [['value: sum', 'amount: sum']] },
    { how: 'a renamed property', edits: [['item.count', 'item.total']] },
    {
      how: 'a local for a name from outside',
      edits: [
        ['const tax = sum * readRate', 'const MINIMUM = 1;\n  const tax = sum * MINIMUM * readRate'],
        ['MINIMUM * ', 'FEE * '],
      ],
    },
  ],
};

const WORDS: Subject = {
  language: 'JavaScript',
  name: 'words',
  text: `export function words(text, limit = 3) {
  const counts = new Map();
  for (const part of text.toLowerCase().split(/[^a-z]+/)) {
    if (part === '' || part.length < limit) continue;
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  const found = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return found.map(([name, count]) => \`\${name} \${count}\`);
}

export const first = (text) => words(text, 2)[0];
`,
  calls: [
    `m.words('the cat and the dog and the end of it')`,
    `m.first('to be or to do')`,
    `m.words('')`,
    `m.words('aa Bb aa b', 2)`,
  ],
  locals: [
    ['counts', 'tally'],
    ['part', 'word'],
    ['found', 'ranked'],
    ['count', 'times'],
  ],
  same: [
    { how: 'a comma behind the last item', edits: [['words(text, 2)', 'words(text, 2,)']] },
    { how: 'brackets of an arrow function', edits: [['(text) =>', 'text =>']] },
    {
      how: 'a function in another form',
      edits: [['(text) => words(text, 2)[0]', 'function (text) { return words(text, 2)[0]; }']],
    },
    { how: 'const for let', edits: [['const counts', 'let counts']] },
    { how: 'another algorithm', edits: [['(counts.get(part) ?? 0) + 1', '1 + (counts.get(part) ?? 0)']] },
  ],
  other: [
    { how: 'brackets that order', edits: [['(counts.get(part) ?? 0) + 1', 'counts.get(part) ?? (0 + 1)']] },
    { how: 'white space in a template', edits: [['${name} ${count}', '${name}  ${count}']] },
    { how: 'another regular expression', edits: [['/[^a-z]+/', '/[^a-b]+/']] },
    { how: 'swapped names', edits: [['[name, count]', '[count, name]']] },
    { how: 'a default value', edits: [['limit = 3', 'limit = 2']] },
  ],
};

const QUEUE: Subject = {
  language: 'JavaScript',
  name: 'queue',
  text: `const LOG = [];

export class Queue {
  #items = [];
  size = 0;

  push(item, front = false) {
    if (front) {
      this.#items.unshift(item);
    } else {
      this.#items.push(item);
    }
    this.size += 1;
    return this;
  }

  shift() {
    const taken = this.#items.shift();
    if (taken !== undefined) {
      this.size -= 1;
      LOG.push(taken);
    }
    return taken ?? null;
  }
}

export function log() {
  return [...LOG];
}
`,
  calls: [
    `(() => { const q = new m.Queue().push(1).push(2).push(3, true); return [q.shift(), q.shift(), q.size, m.log()]; })()`,
    `(() => { const q = new m.Queue(); return [q.shift(), q.size]; })()`,
  ],
  locals: [
    ['taken', 'next'],
    ['front', 'first'],
  ],
  same: [
    { how: 'another spelling of a number', edits: [['+= 1', '+= 1.0']] },
    { how: 'a statement in another form', edits: [['this.size += 1;', 'this.size++;']] },
  ],
  other: [
    {
      how: 'swapped branches',
      edits: [
        ['unshift(item)', '@'],
        ['push(item);', 'unshift(item);'],
        ['@', 'push(item)'],
      ],
    },
    { how: 'a renamed property', edits: [['size = 0', 'length = 0']] },
    { how: 'a return on a line of its own', edits: [['return taken ?? null', 'return\n    taken ?? null']] },
    { how: 'a removed statement', edits: [['    return this;\n', '']] },
    { how: 'static for own', edits: [['size = 0', 'static size = 0']] },
  ],
};

const CLOSURES: Subject = {
  language: 'JavaScript',
  name: 'closures',
  text: `export function counters(names) {
  const made = {};
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at];
    let value = at * 10;
    made[name] = (step) => {
      value += step;
      return [name, at, value];
    };
  }
  return made;
}

export function pick({ left, right: { deep = 4 } = {} }, ...rest) {
  const outer = 1;
  {
    const inner = 2;
    rest.push(inner - outer);
  }
  return { left, deep, rest };
}
`,
  calls: [
    `(() => { const c = m.counters(['a', 'b']); return [c.a(1), c.a(2), c.b(5)]; })()`,
    `m.pick({ left: 1 }, 8)`,
    `m.pick({ left: 2, right: { deep: 7 } })`,
  ],
  locals: [
    ['made', 'result'],
    ['step', 'by'],
    ['at', 'index'],
    ['inner', 'low'],
  ],
  same: [
    {
      how: 'a property in full',
      edits: [['{ left, deep, rest }', '{ left: left, deep: deep, rest: rest }']],
    },
    { how: 'a comma behind the last item', edits: [['{ left, deep, rest }', '{ left, deep, rest, }']] },
    {
      how: 'a local that hides one of its name',
      edits: [
        ['const inner = 2;\n    rest.push(inner - outer);', 'const outer = 2;\n    rest.push(outer - 1);'],
      ],
    },
  ],
  other: [
    { how: 'var for let in a loop', edits: [['let at = 0', 'var at = 0']] },
    {
      how: 'shadowing',
      edits: [
        [
          'const inner = 2;\n    rest.push(inner - outer);',
          'const outer = 2;\n    rest.push(outer - outer);',
        ],
      ],
    },
    { how: 'swapped names', edits: [['inner - outer', 'outer - inner']] },
    { how: 'a renamed property', edits: [['{ left, deep, rest }', '{ left, low: deep, rest }']] },
    { how: 'a renamed property', edits: [['right: { deep = 4 }', 'right: { depth: deep = 4 }']] },
    {
      how: 'a moved statement',
      edits: [
        ['    let value = at * 10;\n', ''],
        ['      value += step;', '      let value = at * 10;\n      value += step;'],
      ],
    },
  ],
};

const EFFECTS: Subject = {
  language: 'JavaScript',
  name: 'effects',
  text: `import './first.mjs';
import './second.mjs';
import { third } from './third.mjs';
import { fourth } from './fourth.mjs';

export const order = () => [...globalThis.order, third(1, 2), fourth('x', 'y')];
`,
  beside: {
    'first.mjs': `(globalThis.order ??= []).push('first');\n`,
    'second.mjs': `(globalThis.order ??= []).push('second');\n`,
    'third.mjs': `export const third = (a, b) => a - b;\n`,
    'fourth.mjs': `export const fourth = (a, b) => a + b;\n`,
  },
  calls: ['m.order()'],
  locals: [],
  same: [
    {
      how: 'imports in another order',
      edits: [
        [
          `import { third } from './third.mjs';\nimport { fourth } from './fourth.mjs';`,
          `import { fourth } from './fourth.mjs';\nimport { third } from './third.mjs';`,
        ],
      ],
    },
    {
      how: 'a renamed import',
      edits: [
        ['{ third }', '{ third as last }'],
        ['third(1', 'last(1'],
      ],
    },
  ],
  other: [
    {
      how: 'imports for their effect in another order',
      edits: [
        [`import './first.mjs';\nimport './second.mjs';`, `import './second.mjs';\nimport './first.mjs';`],
      ],
    },
    {
      how: 'swapped imports',
      edits: [
        ['{ third }', '{ third as fourth }'],
        ['{ fourth }', '{ fourth as third }'],
      ],
    },
    { how: 'a removed statement', edits: [[`import './first.mjs';\n`, '']] },
  ],
};

const VALUES: Subject = {
  language: 'JavaScript',
  name: 'values',
  text: `export const settings = { mode: 'dark', sizes: [1, 2, 3], big: 12n, ratio: 0.5, 'top-bar': true };

export function describe(given) {
  const { mode, sizes } = { ...settings, ...given };
  switch (mode) {
    case 'dark':
      return sizes.length > 2 ? 'dark many' : 'dark few';
    case 'light':
      return 'light ' + sizes.join('-');
    default:
      throw new RangeError('no such mode');
  }
}

export const flags = (text) => text.match(/a+/gi)?.length ?? -1;
`,
  calls: [
    'm.settings',
    'm.describe({})',
    `m.describe({ mode: 'light' })`,
    `m.describe({ sizes: [1, 2] })`,
    `m.describe({ mode: 'x' })`,
    `m.flags('aAbaa')`,
    `m.flags('')`,
  ],
  locals: [['given', 'wanted']],
  same: [
    { how: 'another spelling of a number', edits: [['0.5', '.5']] },
    { how: 'another spelling of a number', edits: [['12n', '0xcn']] },
    { how: 'a quoted property', edits: [["{ mode: 'dark'", `{ 'mode': 'dark'`]] },
    { how: 'a comma behind the last item', edits: [['[1, 2, 3]', '[1, 2, 3,]']] },
    {
      how: 'brackets around a whole expression',
      edits: [[`return 'light ' + sizes.join('-');`, `return ('light ' + sizes.join('-'));`]],
    },
    {
      how: 'independent cases in another order',
      edits: [
        [`    case 'light':\n      return 'light ' + sizes.join('-');\n`, ''],
        [`    case 'dark':`, `    case 'light':\n      return 'light ' + sizes.join('-');\n    case 'dark':`],
      ],
    },
  ],
  other: [
    { how: 'a number for a large integer', edits: [['12n', '12']] },
    { how: 'a hole in an array', edits: [['[1, 2, 3]', '[1, , 3]']] },
    { how: 'another regular expression', edits: [['/gi', '/g']] },
    { how: 'another regular expression', edits: [['/a+/', '/a/']] },
    { how: 'a string in another case', edits: [[`'dark many'`, `'Dark many'`]] },
    { how: 'white space in a string', edits: [[`'dark few'`, `'dark  few'`]] },
    { how: 'swapped branches', edits: [[`'dark many' : 'dark few'`, `'dark few' : 'dark many'`]] },
    { how: 'properties that win', edits: [['{ ...settings, ...given }', '{ ...given, ...settings }']] },
    { how: 'a renamed property', edits: [[`'top-bar'`, `'topbar'`]] },
    { how: 'another error', edits: [['RangeError', 'TypeError']] },
  ],
};

const LATER: Subject = {
  language: 'JavaScript',
  name: 'later',
  text: `async function load(name, delay) {
  await null;
  if (delay < 0) throw new Error(name);
  return name.repeat(delay);
}

export async function both(left, right) {
  const results = await Promise.allSettled([load(left, 2), load(right, right.length - 2)]);
  const values = results.map((result) => result.value ?? result.reason.message);
  return values.join('|');
}

export function* steps(from, to) {
  for (let at = from; at <= to; at += 2) {
    const got = yield at * at;
    if (got) return 'stopped';
  }
}
`,
  calls: [
    `m.both('ab', 'cde')`,
    `m.both('a', 'b')`,
    '[...m.steps(1, 5)]',
    '(() => { const s = m.steps(1, 9); s.next(); return s.next(true); })()',
  ],
  locals: [
    ['results', 'outcomes'],
    ['got', 'answer'],
    ['result', 'outcome'],
    ['values', 'texts'],
  ],
  same: [
    {
      how: 'a function in another form',
      edits: [
        [
          '(result) => result.value ?? result.reason.message',
          '(result) => { return result.value ?? result.reason.message; }',
        ],
      ],
    },
    {
      how: 'brackets around a whole expression',
      edits: [
        [
          '(result) => result.value ?? result.reason.message',
          '(result) => (result.value ?? result.reason.message)',
        ],
      ],
    },
  ],
  other: [
    { how: 'without waiting', edits: [['await Promise', 'Promise']] },
    { how: 'a removed statement', edits: [[`    if (got) return 'stopped';\n`, '']] },
    {
      how: 'swapped names',
      edits: [['load(left, 2), load(right, right', 'load(right, 2), load(left, right']],
    },
    { how: 'without its generator', edits: [['yield at * at', 'at * at']] },
  ],
};

export const JAVASCRIPT_SUBJECTS: readonly Subject[] = [
  TOTAL,
  WORDS,
  QUEUE,
  CLOSURES,
  EFFECTS,
  VALUES,
  LATER,
];
