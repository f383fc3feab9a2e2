import { expect, it } from 'vitest';
import { shippedGrammars } from './grammars.ts';

const SAMPLES: readonly (readonly [path: string, sound: string, faulty: string, faultyLine: number])[] = [
  ['a.ts', 'let a: number = 1;\n', 'let a = 1;\nlet b = ;\n', 2],
  ['a.tsx', 'const a = <b c="d">{e}</b>;\n', 'const a = <b>;\n', 1],
  ['a.mjs', 'export const a = 1;\n', 'export const = 1;\n', 1],
  ['a.py', 'def f(a):\n    return a\n', 'def f(a:\n    return a\n', 1],
  ['a.go', 'package a\nfunc f() int { return 1 }\n', 'package a\nfunc f( int { return 1 }\n', 2],
  ['a.rs', 'fn f() -> i32 { 1 }\n', 'fn f() -> { 1 }\n', 1],
  ['A.java', 'class A { int f() { return 1; } }\n', 'class A { int f( { return 1; } }\n', 1],
  ['a.cs', 'class A { int F() { return 1; } }\n', 'class A { int F() { return ; ) }\n', 1],
  ['a.cpp', 'int f() { return 1; }\n', 'int f() { return 1; \n', 1],
  ['a.rb', 'def f(a)\n  a\nend\n', 'def f(a)\n  a = [1, 2\nend\n', 1],
  ['a.php', '<?php function f() { return 1; }\n', '<?php function f( { return 1; }\n', 1],
  ['a.sh', 'if true; then echo a; fi\n', 'if true; then echo a\n', 1],
  ['a.ps1', 'function f { return 1 }\n', 'function f { return 1 \n', 1],
  ['a.css', 'a { color: red; }\n', 'a { color: red; \n', 1],
];

it.each(SAMPLES)('tells what parses in %s from what does not', async (path, sound, faulty, line) => {
  await shippedGrammars.prepare([path]);
  expect(shippedGrammars.parse(path, sound)?.fault).toBeUndefined();
  const fault = shippedGrammars.parse(path, faulty)?.fault;
  expect(fault?.what).toMatch(/missing|was not expected/);
  expect(fault?.line).toBeGreaterThanOrEqual(line);
});

it('gives places in units of the text, whatever its characters take elsewhere', async () => {
  await shippedGrammars.prepare(['a.js']);
  const text = "let ä = '🙂'; b;\n";
  const tree = shippedGrammars.parse('a.js', text);
  const last = tree?.root.children.at(-1);
  expect(last && text.slice(last.start, last.end)).toBe('b;');
});

it('has no tree for a language without a grammar, and for what is nested too deeply', async () => {
  await shippedGrammars.prepare(['a.txt', 'a.js']);
  expect(shippedGrammars.parse('a.txt', 'a')).toBeUndefined();
  expect(shippedGrammars.parse('a.js', `${'['.repeat(5000)}${']'.repeat(5000)}`)).toBeUndefined();
});
