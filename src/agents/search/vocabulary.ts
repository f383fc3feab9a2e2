import type { Node } from '@babel/types';
import type { SourceFile } from './syntax/source-file.ts';
import { calleeName, isFunction, isMember, propertyName } from './syntax/node-kinds.ts';
import { walk } from './syntax/walk.ts';

/** What the sources say, as material for edits: half of all repairs reuse what stands elsewhere in the program. */
export interface Vocabulary {
  /** Property names by the text of the object they are read from. */
  readonly membersOf: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Property and key names with their number of uses. */
  readonly members: ReadonlyMap<string, number>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly strings: ReadonlyMap<string, number>;
  /** Texts of conditions: tests of `if`, `?:`, loops, and the sides of `&&` and `||`. */
  readonly conditions: ReadonlyMap<string, number>;
  /** Names that are called. */
  readonly called: ReadonlyMap<string, number>;
  /** Parameter names of the functions of all sources. */
  readonly parametersOf: ReadonlyMap<string, readonly string[]>;
  readonly asynchronous: ReadonlySet<string>;
  /** For each key, the keys that stand beside it in objects of all sources. */
  readonly companions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Short statements, for putting back what is missing. */
  readonly statements: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

type Counts = Map<string, number>;

interface Collected extends Vocabulary {
  readonly membersOf: Map<string, Counts>;
  readonly members: Counts;
  readonly numbers: Counts;
  readonly strings: Counts;
  readonly conditions: Counts;
  readonly called: Counts;
  readonly parametersOf: Map<string, readonly string[]>;
  readonly asynchronous: Set<string>;
  readonly companions: Map<string, Set<string>>;
  readonly statements: { text: string; start: number; end: number }[];
}

/** Returns the vocabulary of one file; signatures of functions come from all sources. */
export function vocabularyOf(file: SourceFile, all: readonly SourceFile[]): Vocabulary {
  const words: Collected = {
    membersOf: new Map(),
    members: new Map(),
    numbers: new Map(),
    strings: new Map(),
    conditions: new Map(),
    called: new Map(),
    parametersOf: new Map(),
    asynchronous: new Set(),
    companions: new Map(),
    statements: [],
  };
  for (const source of all)
    for (const { node, ancestors } of walk(source.tree)) {
      signature(words, node, ancestors);
      shape(words, node);
    }
  for (const { node } of walk(file.tree)) take(words, node, file);
  return words;
}

function count(counts: Counts, word: string): void {
  counts.set(word, (counts.get(word) ?? 0) + 1);
}

function take(words: Collected, node: Node, file: SourceFile): void {
  const text = (part: Node): string => file.text.slice(part.start ?? 0, part.end ?? 0);
  if (isMember(node)) takeMember(words, propertyName(node), text(node.object));
  else if (node.type === 'ObjectProperty' && node.key.type === 'Identifier')
    count(words.members, node.key.name);
  else if (node.type === 'ClassProperty' && node.key.type === 'Identifier')
    takeMember(words, node.key.name, 'this');
  else if (node.type === 'ClassPrivateProperty') takeMember(words, `#${node.key.id.name}`, 'this');
  else if (node.type === 'ClassMethod' && node.key.type === 'Identifier' && node.kind !== 'constructor')
    takeMember(words, node.key.name, 'this');
  else if (node.type === 'NumericLiteral') count(words.numbers, text(node));
  else if (node.type === 'StringLiteral') count(words.strings, text(node));
  else if (node.type === 'LogicalExpression')
    [node.left, node.right].forEach((side) => condition(words, side, text));
  else if ('test' in node && node.test) condition(words, node.test as Node, text);
  else if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression')
    count(words.called, calleeName(node.callee) ?? '');
  if (/Statement$/.test(node.type)) statement(words, node, text(node));
}

function takeMember(words: Collected, name: string | undefined, object: string): void {
  if (name === undefined) return;
  count(words.members, name);
  const known = words.membersOf.get(object) ?? new Map<string, number>();
  words.membersOf.set(object, known);
  count(known, name);
}

function condition(words: Collected, node: Node, text: (part: Node) => string): void {
  if (node.type !== 'LogicalExpression' && text(node).length <= 80) count(words.conditions, text(node));
}

function statement(words: Collected, node: Node, text: string): void {
  const wanted =
    /^(ExpressionStatement|IfStatement|ReturnStatement|ContinueStatement|BreakStatement|ThrowStatement)$/;
  if (wanted.test(node.type) && text.length <= 120 && !text.includes('\n'))
    words.statements.push({ text, start: node.start ?? 0, end: node.end ?? 0 });
}

function shape(words: Collected, node: Node): void {
  if (node.type !== 'ObjectExpression' && node.type !== 'ObjectPattern') return;
  const keys = node.properties.flatMap((one) =>
    'key' in one && one.key.type === 'Identifier' ? [one.key.name] : [],
  );
  if (keys.length > 30) return;
  for (const key of keys) {
    const known = words.companions.get(key) ?? new Set<string>();
    words.companions.set(key, known);
    for (const other of keys) if (other !== key) known.add(other);
  }
}

function signature(words: Collected, node: Node, ancestors: readonly Node[]): void {
  if (!isFunction(node)) return;
  const name = functionName(node, ancestors.at(-1));
  if (name === undefined) return;
  words.parametersOf.set(name, node.params.map(parameterName));
  if (node.async) words.asynchronous.add(name);
}

function functionName(node: Node, parent: Node | undefined): string | undefined {
  if ('id' in node && node.id && 'name' in node.id) return node.id.name as string;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if ('key' in node && node.key && 'name' in node.key) return node.key.name as string;
  return parent?.type === 'ObjectProperty' && parent.key.type === 'Identifier' ? parent.key.name : undefined;
}

function parameterName(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'AssignmentPattern') return parameterName(node.left);
  if (node.type === 'RestElement') return `...${parameterName(node.argument)}`;
  if (node.type === 'ObjectPattern')
    return `{ ${node.properties.map((one) => ('key' in one && one.key.type === 'Identifier' ? one.key.name : '')).join(' ')} }`;
  return node.type === 'TSParameterProperty' ? parameterName(node.parameter) : '';
}
