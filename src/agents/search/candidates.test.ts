import { describe, expect, it } from 'vitest';
import { candidatesOf, editedText } from './candidates.ts';
import { OPERATORS } from './operators/operator-table.ts';
import { hintsOf } from './rank/hints.ts';
import { parseSource } from './syntax/source-file.ts';

function edits(
  text: string,
  failure: { message?: string; expected?: string; actual?: string } = {},
  path = 'a.ts',
): string[] {
  const file = parseSource(path, text);
  if (file === undefined) throw new Error('the table has a program that does not parse');
  const lines = new Map(text.split('\n').map((_, index) => [index + 1, 1]));
  const hints = hintsOf([{ test: 't', file: 'a.test.js', message: '', frames: [], ...failure }]);
  const candidates = candidatesOf({
    files: [file],
    suspicion: new Map([[path, lines]]),
    hints,
    operators: OPERATORS,
  });
  return candidates.map((candidate) => editedText(file, candidate)).filter((edited) => edited !== undefined);
}

describe('the operators', () => {
  it.each([
    ['boundary', 'const f = (a, b) => a < b;', 'const f = (a, b) => a <= b;'],
    ['equality', 'const f = (a, b) => a === b;', 'const f = (a, b) => a !== b;'],
    ['arithmetic', 'const f = (a, b) => a + b;', 'const f = (a, b) => a - b;'],
    ['logic', 'if (a && b) f();', 'if (a || b) f();'],
    ['logic inside logic', 'const f = (a, b, c) => a && b || c;', 'const f = (a, b, c) => (a || b) || c;'],
    ['nullish', 'const f = (a) => a.b || 1;', 'const f = (a) => a.b ?? 1;'],
    ['negation gone', 'if (!a) f();', 'if (a) f();'],
    ['negation put in', 'if (a) f();', 'if (!a) f();'],
    ['branches', 'const f = (a) => (a ? 1 : 2);', 'const f = (a) => (a ? 2 : 1);'],
    ['number', 'const f = (a) => a.slice(0, -2);', 'const f = (a) => a.slice(0, -1);'],
    ['off by one', 'const f = (a, i) => a[i];', 'const f = (a, i) => a[i + 1];'],
    ['boolean', 'const f = () => ({ on: true });', 'const f = () => ({ on: false });'],
    ['method', 'const f = (a) => a.every(Boolean);', 'const f = (a) => a.some(Boolean);'],
    ['function', 'const f = (a) => Math.floor(a);', 'const f = (a) => Math.ceil(a);'],
    ['arguments swapped', 'g(a, b);', 'g(b, a);'],
    ['comparator', 'x.sort((a, b) => a - b);', 'x.sort((a, b) => b - a);'],
    ['variable', 'function f(a, b) {\n  return a;\n}', 'function f(a, b) {\n  return b;\n}'],
    [
      'property',
      'const f = (p) => p.x;\nconst g = (p) => p.y;',
      'const f = (p) => p.y;\nconst g = (p) => p.y;',
    ],
    ['await', 'async function f() {\n  const a = g();\n}', 'async function f() {\n  const a = await g();\n}'],
    ['return', 'function f(a) {\n  a + 1;\n}', 'function f(a) {\n  return a + 1;\n}'],
    ['statement gone', 'f();\ng();', '\ng();'],
    ['statements swapped', 'f();\ng();', 'g();\nf();'],
    ['chaining', 'const f = (a) => a.b.c;', 'const f = (a) => a.b?.c;'],
    ['assignment', 'a += 1;', 'a -= 1;'],
    ['count', 'a++;', 'a--;'],
    ['copy', 'const f = (xs) => xs.sort();', 'const f = (xs) => [...xs].sort();'],
    ['default', 'const f = (a = 1) => a;', 'const f = (a = 0) => a;'],
    ['clause gone', 'if (a && b) f();', 'if (a) f();'],
    ['spread', 'f(items);', 'f(...items);'],
    ['regex flag', 'const f = (a) => a.replace(/x/, 1);', 'const f = (a) => a.replace(/x/g, 1);'],
    ['regex quantifier', 'const f = (a) => /x*y/.test(a);', 'const f = (a) => /x+y/.test(a);'],
    [
      'missing argument',
      'const g = (a, b) => b;\nconst f = (a, b) => g(a);',
      'const g = (a, b) => b;\nconst f = (a, b) => g(a, b);',
    ],
    ['break', 'switch (a) {\n  case 1:\n    f();\n}', 'switch (a) {\n  case 1:\n    f();\n    break;\n}'],
    [
      'typed code',
      'const f = (a: number, b: number): boolean => a > b;',
      'const f = (a: number, b: number): boolean => a >= b;',
    ],
  ])('know %s', (_kind, before, after) => expect(edits(before)).toContain(after));

  it.each([
    [
      "const f = (xs) => xs.join(',');",
      { expected: 'a, b', actual: 'a,b' },
      "const f = (xs) => xs.join(', ');",
    ],
    ['const f = () => 404;', { expected: '405', actual: '404' }, 'const f = () => 405;'],
    [
      'const f = (a) => `${a} left`;',
      { expected: '3 remain', actual: '3 left' },
      'const f = (a) => `${a} remain`;',
    ],
  ])('read the difference of values: %s', (before, failure, after) =>
    expect(edits(before, failure)).toContain(after),
  );

  it('keep every byte outside the edit', () => {
    const text = '\uFEFFconst a = 1 ;\r\n\t// odd   spacing\r\nif (a<2) {f( )}\r\n';
    expect(edits(text)).toContain(text.replace('a<2', 'a<=2'));
    for (const edited of edits(text)) expect(edited).toContain('\r\n\t// odd   spacing\r\n');
  });

  it('offer nothing that does not parse, and nothing twice', () => {
    const all = edits(
      'export const f = async (a, b = 2) => { for (const x of a) if (x > b) return x ?? [x]; return `${a}${b}`; };',
    );
    expect(all.length).toBeGreaterThan(30);
    expect(new Set(all).size).toBe(all.length);
    for (const text of all) expect(parseSource('a.ts', text)).toBeDefined();
  });

  it('leave imports and types alone', () => {
    const all = edits("import { a } from './a.js';\ntype T = 'x' | 'y';\nexport const f = (t: T) => a(t);");
    for (const text of all)
      expect(text.startsWith("import { a } from './a.js';\ntype T = 'x' | 'y';\n")).toBe(true);
  });
});
