import { textOf, type SyntaxNode } from '../syntax/syntax-tree.ts';
import { functionIn, type NamedFunction } from './function-in.ts';
import type { FunctionTable } from './function-table.ts';

/** What stands in place of a piece of the text. */
interface Fault {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Returns the file with one small fault in its function, at most `most` times, the faults spread over all of it: another
 * operator or bound, another number or text, a negated condition, a missing statement, nothing returned. Each follows the
 * grammar, no two are the same text. Empty where there is no such function.
 */
export function mutantsOf(named: NamedFunction, most: number): readonly string[] {
  const found = functionIn(named);
  if (found === undefined) return [];
  const { path, text, grammars } = named;
  const faults = [...faultsIn(found.body, found.table, text)];
  // An arrow function may be nothing but its value.
  if (!found.body.type.endsWith('block')) faults.push({ ...placeOf(found.body), text: found.table.nothing });
  const texts = faults.map((fault) => text.slice(0, fault.start) + fault.text + text.slice(fault.end));
  // Some may not follow the grammar: more are looked at than are wanted.
  const sound = spread([...new Set(texts)], 2 * most).filter((mutant) => {
    const tree = mutant === text ? undefined : grammars.parse(path, mutant);
    return tree !== undefined && tree.fault === undefined;
  });
  return spread(sound, most);
}

function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return items.filter(
    (_, index) =>
      Math.floor((index * most) / items.length) !== Math.floor(((index - 1) * most) / items.length),
  );
}

function* faultsIn(node: SyntaxNode, table: FunctionTable, text: string): Generator<Fault> {
  if (table.silent.has(node.type)) return;
  yield* faultsAt(node, table, text);
  for (const child of node.children) {
    // A sign is taken away, not changed.
    if (child.field === 'operator' && table.signs.has(node.type)) continue;
    yield* faultsIn(child, table, text);
  }
}

function* faultsAt(node: SyntaxNode, table: FunctionTable, text: string): Generator<Fault> {
  const { type, field } = node;
  const own = textOf(node, text);
  if (field === 'operator' || field === 'operators') {
    for (const other of table.operators.get(own) ?? []) yield { ...placeOf(node), text: other };
  }
  const opposite = node.named ? table.opposites.get(own) : undefined;
  if (opposite !== undefined) yield { ...placeOf(node), text: opposite };
  if (table.numbers.has(type)) yield { ...placeOf(node), text: `${own === '1' ? 2 : 1}` };
  if (type === 'string') yield { ...placeOf(node), text: /^(?:''|"")$/.test(own) ? "'x'" : "''" };
  yield* faultsOfStatement(node, table, text);
}

function* faultsOfStatement(node: SyntaxNode, table: FunctionTable, text: string): Generator<Fault> {
  const { type, children } = node;
  const condition = children.find(({ field }) => field === 'condition');
  if (condition !== undefined && table.conditional.has(type))
    yield { ...placeOf(condition), text: table.negated(textOf(condition, text)) };
  const argument = children.find(({ field }) => field === 'argument');
  if (argument !== undefined && table.signs.has(type))
    yield { ...placeOf(node), text: textOf(argument, text) };
  const value = type === 'return_statement' ? children.find(({ named }) => named) : undefined;
  if (value !== undefined) yield { ...placeOf(value), text: table.nothing };
  const [expression] = children;
  if (type === 'expression_statement' && expression !== undefined && table.doing.has(expression.type))
    yield { ...placeOf(node), text: table.emptyStatement };
}

function placeOf({ start, end }: SyntaxNode): Omit<Fault, 'text'> {
  return { start, end };
}
