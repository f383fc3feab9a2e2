import type { Subject } from './subject.ts';

const INVOICE: Subject = {
  language: 'TypeScript',
  name: 'invoice',
  text: `import { round } from './round.mjs';
import type { Rate } from './types.mjs';

export interface Line {
  readonly text: string;
  readonly cents: number;
  readonly tax?: Rate;
}

export function invoice(lines: readonly Line[], discount: number = 5): string {
  let net = 0;
  let tax = 0;
  for (const line of lines) {
    net += line.cents;
    tax += round(line.cents * (line.tax ?? 2), 10);
  }
  const off = net >= 100 ? discount : 0;
  return \`\${net - off} + \${tax}\`;
}
`,
  beside: {
    'round.mjs': 'export const round = (value, by) => Math.round(value / by);\n',
    'types.mjs': 'export {};\n',
  },
  calls: [
    `m.invoice([{ text: 'a', cents: 60 }, { text: 'b', cents: 40, tax: 3 }])`,
    `m.invoice([{ text: 'a', cents: 99 }], 1)`,
    `m.invoice([{ text: 'a', cents: 300, tax: 7 }], 9)`,
  ],
  locals: [
    ['net', 'sum'],
    ['line', 'entry'],
    ['off', 'less'],
    ['lines', 'entries'],
  ],
  same: [
    {
      how: 'imports in another order',
      edits: [
        [
          `import { round } from './round.mjs';\nimport type { Rate } from './types.mjs';`,
          `import type { Rate } from './types.mjs';\nimport { round } from './round.mjs';`,
        ],
      ],
    },
    { how: 'members of a type with commas', edits: [['text: string;', 'text: string,']] },
    {
      how: 'independent declarations in another order',
      edits: [['  let net = 0;\n  let tax = 0;', '  let tax = 0;\n  let net = 0;']],
    },
    { how: 'a statement in another form', edits: [['net += line.cents', 'net = net + line.cents']] },
  ],
  other: [
    { how: 'shadowing', edits: [['    net += line.cents;', '    let net = 0;\n    net += line.cents;']] },
    { how: 'swapped branches', edits: [['discount : 0', '0 : discount']] },
    { how: 'swapped names', edits: [['${net - off} + ${tax}', '${tax - off} + ${net}']] },
    { how: 'a renamed property', edits: [['line.tax', 'line.rate']] },
  ],
};

const STORE: Subject = {
  language: 'TypeScript',
  name: 'store',
  text: `type Listener<T> = (value: T, before: T | undefined) => void;

export enum Level {
  Low = 1,
  Middle,
  High = 10,
}

export class Store<T> {
  private readonly listeners = new Set<Listener<T>>();
  private value: T | undefined;

  constructor(private readonly name: string, public level: Level = Level.Low) {}

  on(listener: Listener<T>): () => boolean {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(value: T): string {
    const before = this.value;
    this.value = value;
    if (value !== before) {
      for (const listener of this.listeners) listener(value, before);
    }
    return \`\${this.name}/\${this.level}\`;
  }
}
`,
  calls: [
    `(() => { const seen = []; const s = new m.Store('a'); s.on((v, b) => seen.push([v, b])); s.set(1); s.set(1); return [s.set(2), seen]; })()`,
    `(() => { const seen = []; const s = new m.Store('b', m.Level.Middle); const off = s.on((v) => seen.push(v)); s.set(1); return [off(), off(), s.set(2), seen]; })()`,
    'm.Level',
    `Object.keys(new m.Store('c'))`,
  ],
  locals: [['before', 'old']],
  same: [
    { how: 'a comma behind the last item', edits: [['  High = 10,\n', '  High = 10\n']] },
    {
      how: 'a comma behind the last item',
      edits: [['(value: T, before: T | undefined) => void', '(value: T, before: T | undefined,) => void']],
    },
    {
      how: 'brackets around a whole expression',
      edits: [['const before = this.value', 'const before = (this.value)']],
    },
  ],
  other: [
    {
      how: 'a renamed property',
      edits: [
        ['private readonly name', 'private readonly title'],
        ['this.name', 'this.title'],
      ],
    },
    {
      how: 'a moved statement',
      edits: [
        ['    this.value = value;\n', ''],
        ['    return `', '    this.value = before;\n    return `'],
      ],
    },
    { how: 'swapped arguments', edits: [['listener(value, before)', 'listener(before, value)']] },
    { how: 'a renamed member', edits: [['  Middle,', '  Mid,']] },
    { how: 'members in another order', edits: [['  Low = 1,\n  Middle,', '  Middle,\n  Low = 1,']] },
  ],
};

const PARSER: Subject = {
  language: 'TypeScript',
  name: 'parser',
  text: `export type Token = { kind: 'number'; value: number } | { kind: 'sign'; sign: string };

const SIGNS = new Set<string>(['+', '-', '*']);

export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let digits = '';
  const flush = (): void => {
    if (digits !== '') found.push({ kind: 'number', value: Number(digits) });
    digits = '';
  };
  for (const letter of text) {
    if (letter >= '0' && letter <= '9') digits += letter;
    else {
      flush();
      if (SIGNS.has(letter)) found.push({ kind: 'sign', sign: letter });
    }
  }
  flush();
  return found;
}

export function value(text: string): number {
  let result = 0;
  let sign = '+';
  for (const token of tokens(text)) {
    if (token.kind === 'sign') sign = token.sign;
    else result = apply(result, token.value, sign);
  }
  return result;
}

function apply(left: number, right: number, sign: string): number {
  if (sign === '*') return left * right;
  return sign === '-' ? left - right : left + right;
}
`,
  calls: [`m.tokens('12+3 x')`, `m.value('10-4*3')`, `m.value('')`, `m.value('9+1-20')`, `m.value('7*6-0')`],
  locals: [
    ['digits', 'run'],
    ['found', 'list'],
    ['letter', 'char'],
    ['token', 'each'],
    ['result', 'total'],
    ['left', 'a'],
  ],
  same: [
    {
      how: 'independent declarations in another order',
      edits: [[`  let result = 0;\n  let sign = '+';`, `  let sign = '+';\n  let result = 0;`]],
    },
    {
      how: 'a function in another form',
      edits: [['const flush = (): void => {', 'const flush = function (): void {']],
    },
    {
      how: 'brackets around a whole expression',
      edits: [['return left * right;', 'return (left * right);']],
    },
    { how: 'swapped operands', edits: [['left * right', 'right * left']] },
  ],
  other: [
    { how: 'a removed statement', edits: [['  flush();\n  return found;', '  return found;']] },
    {
      how: 'shadowing',
      edits: [
        [`    digits = '';\n  };`, `    let digits = '';\n  };`],
        [`    if (digits !== '') found`, `    if (globalThis.digits !== '') found`],
      ],
    },
    {
      how: 'swapped arguments',
      edits: [['apply(result, token.value, sign)', 'apply(token.value, result, sign)']],
    },
    {
      how: 'swapped parameters',
      edits: [['apply(left: number, right: number', 'apply(right: number, left: number']],
    },
    { how: 'swapped branches', edits: [['left - right : left + right', 'left + right : left - right']] },
    { how: 'a removed statement', edits: [[`    digits = '';\n`, '']] },
  ],
};

const GENERIC: Subject = {
  language: 'TypeScript',
  name: 'generic',
  text: `export function groupBy<K extends string, V>(values: readonly V[], keyOf: (value: V) => K): Record<K, V[]> {
  const groups = {} as Record<K, V[]>;
  for (const value of values) {
    const key = keyOf(value);
    groups[key] ??= [];
    groups[key].push(value);
  }
  return groups;
}

export const clamp = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value;

export function overlap(a: [number, number], b: [number, number]): number {
  const from = Math.max(a[0], b[0]);
  const to = Math.min(a[1], b[1]);
  return to > from ? to - from : 0;
}

export function label(this: { name: string }, prefix?: string): string {
  return (prefix ?? 'no ') + this.name;
}
`,
  calls: [
    `m.groupBy(['ab', 'ac', 'b'], (word) => word[0])`,
    '[m.clamp(1, 2, 3), m.clamp(4, 2, 3), m.clamp(2.5, 2, 3), m.clamp(2, 2, 3)]',
    '[m.overlap([0, 5], [3, 9]), m.overlap([0, 1], [2, 3]), m.overlap([2, 8], [1, 4])]',
    `m.label.call({ name: 'x' })`,
    `m.label.call({ name: 'x' }, 'a ')`,
  ],
  locals: [
    ['groups', 'sorted'],
    ['key', 'group'],
    ['low', 'least'],
    ['high', 'most'],
    ['from', 'begin'],
    ['to', 'end'],
  ],
  same: [
    {
      how: 'independent declarations in another order',
      edits: [
        [
          `  const from = Math.max(a[0], b[0]);\n  const to = Math.min(a[1], b[1]);`,
          `  const to = Math.min(a[1], b[1]);\n  const from = Math.max(a[0], b[0]);`,
        ],
      ],
    },
    { how: 'another algorithm', edits: [['to > from ? to - from : 0', 'Math.max(to - from, 0)']] },
    { how: 'a comma behind the last item', edits: [['Math.max(a[0], b[0])', 'Math.max(a[0], b[0],)']] },
    {
      how: 'swapped arguments that mean the same',
      edits: [['Math.min(a[1], b[1])', 'Math.min(b[1], a[1])']],
    },
  ],
  other: [
    { how: 'swapped parameters', edits: [['low: number, high: number', 'high: number, low: number']] },
    { how: 'swapped branches', edits: [['to - from : 0', '0 : to - from']] },
    {
      how: 'brackets that order',
      edits: [[`(prefix ?? 'no ') + this.name`, `prefix ?? ('no ' + this.name)`]],
    },
    {
      how: 'a local for a name from outside',
      edits: [['const key = keyOf(value);', 'const key = keyOf(values[0]!);']],
    },
    { how: 'swapped names', edits: [['to - from', 'from - to']] },
    { how: 'a swapped function', edits: [['Math.max(a[0]', 'Math.min(a[0]']] },
  ],
};

export const TYPESCRIPT_SUBJECTS: readonly Subject[] = [INVOICE, STORE, PARSER, GENERIC];
