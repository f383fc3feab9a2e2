import { beforeAll, describe, expect, it } from 'vitest';
import { shippedGrammars as grammars } from '../syntax/grammars.ts';
import { functionIn } from './function-in.ts';
import { mutantsOf } from './mutants.ts';
import { withoutBody } from './without-body.ts';

beforeAll(() => grammars.prepare(['a.js', 'a.ts', 'a.py']));
const named = (path: string, text: string, name = 'f') => ({ path, text, name, grammars });

describe('a function is found', () => {
  it.each([
    ['a.js', 'export function f(a) { return a; }', '{ return a; }'],
    ['a.js', 'export const f = async (a) => a + 1;', 'a + 1'],
    ['a.js', 'const f = function () { return 1; };\nexport { f };', '{ return 1; }'],
    ['a.js', 'exports.f = function (a) { return a; };', '{ return a; }'],
    ['a.js', 'module.exports.f = (a) => a;', 'a'],
    ['a.ts', 'export function f(a: number): number { return a; }', '{ return a; }'],
    ['a.py', '@cache\ndef f(a):\n    return a\n', 'return a'],
  ])('in %s: %s', (path, text, body) => {
    const found = functionIn(named(path, text));
    expect(found && text.slice(found.body.start, found.body.end)).toBe(body);
  });

  it.each([
    ['a.js', 'function g() {}', 'another name'],
    ['a.js', 'class A { f() {} }', 'a method'],
    ['a.js', 'function g() { function f() {} }', 'one within another'],
    ['a.js', 'function f() {}\nfunction f() {}', 'two of the name'],
    ['a.js', 'function f( {}', 'a file that does not follow its grammar'],
    ['a.py', 'if x:\n    def f():\n        pass\n', 'one that is there at times'],
    ['a.css', 'a { color: red; }', 'a language without a table'],
  ])('in %s: %s not, since it is %s', (path, text) => {
    expect(functionIn(named(path, text))).toBeUndefined();
    expect(mutantsOf(named(path, text), 9)).toEqual([]);
  });
});

describe('known faults', () => {
  it('are planted in the function alone, one a text, in JavaScript', () => {
    const text = 'const k = 1 + 2;\nexport function f(a) {\n  if (a < 3) list.push("x");\n  return !a;\n}\n';
    const planted = mutantsOf(named('a.js', text), 99).map((each) => each.split('\n').slice(2, 4).join(' '));
    expect(planted).toEqual([
      '  if (!((a < 3))) list.push("x");   return !a;',
      '  if (a <= 3) list.push("x");   return !a;',
      '  if (a >= 3) list.push("x");   return !a;',
      '  if (a < 1) list.push("x");   return !a;',
      '  if (a < 3) ;   return !a;',
      "  if (a < 3) list.push('');   return !a;",
      '  if (a < 3) list.push("x");   return undefined;',
      '  if (a < 3) list.push("x");   return a;',
    ]);
  });

  it('are planted in Python', () => {
    const text = 'def f(a):\n    if a is not None and a > 1:\n        a += 1\n    return -a\n';
    const planted = mutantsOf(named('a.py', text), 99).map((each) =>
      each.trim().split('\n').slice(1).join('|'),
    );
    expect(planted).toEqual([
      '    if not (a is not None and a > 1):|        a += 1|    return -a',
      '    if a is None and a > 1:|        a += 1|    return -a',
      '    if a is not None or a > 1:|        a += 1|    return -a',
      '    if a is not None and a >= 1:|        a += 1|    return -a',
      '    if a is not None and a <= 1:|        a += 1|    return -a',
      '    if a is not None and a > 2:|        a += 1|    return -a',
      '    if a is not None and a > 1:|        pass|    return -a',
      '    if a is not None and a > 1:|        a -= 1|    return -a',
      '    if a is not None and a > 1:|        a += 2|    return -a',
      '    if a is not None and a > 1:|        a += 1|    return None',
      '    if a is not None and a > 1:|        a += 1|    return a',
    ]);
  });

  it('are none in types, and the value of an arrow function is taken away whole', () => {
    const planted = mutantsOf(named('a.ts', 'export const f = (a: 1 | 2): number => g<3>(a as 5);\n'), 99);
    expect(planted).toEqual(['export const f = (a: 1 | 2): number => undefined;\n']);
  });

  it('are spread over the whole function when there are more than are wanted', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `  say(${index + 10});`);
    const text = `export function f() {\n${lines.join('\n')}\n}\n`;
    const planted = mutantsOf(named('a.js', text), 10);
    expect(planted).toHaveLength(10);
    const changed = planted.map((mutant) => lines.findIndex((line) => !mutant.includes(line)));
    expect(Math.max(...changed)).toBeGreaterThanOrEqual(40);
    expect(new Set(changed).size).toBe(10);
  });
});

describe('a file without what its function does', () => {
  it('is the same for every way to do it, and another where anything else differs', () => {
    const rest = (text: string) => withoutBody(named('a.js', text))?.text;
    const one = rest('import a from "a";\nexport function f(b) { return a(b); }\n');
    expect(rest('import a from "a";\nexport function f(b) { const c = a(b); return c; }\n')).toBe(one);
    expect(rest('import a from "x";\nexport function f(b) { return a(b); }\n')).not.toBe(one);
    expect(rest('import a from "a";\nexport function f(b, c) { return a(b); }\n')).not.toBe(one);
    expect(rest('export function g(b) { return a(b); }\n')).toBeUndefined();
  });

  it('keeps the comments that tools obey', () => {
    const of = (path: string, text: string) => withoutBody(named(path, text))?.directives;
    expect(of('a.js', 'function f() {\n  // eslint-disable-next-line\n  // why\n  g();\n}\n')).toEqual([
      '// eslint-disable-next-line',
    ]);
    expect(of('a.py', 'def f():\n    return g()  # noqa\n')).toEqual(['# noqa']);
  });
});
