import type { Node } from '@babel/types';
import type { SourceFile } from '../syntax/source-file.ts';
import { isFunction } from '../syntax/node-kinds.ts';
import { walk } from '../syntax/walk.ts';

const SHARE = 0.7;

/**
 * Returns the line scores with top-level constants and tables as suspicious as the most suspicious line that uses
 * them: they run once for all tests, so coverage alone can't accuse them.
 */
export function spreadToDeclarations(
  files: readonly SourceFile[],
  scores: ReadonlyMap<string, ReadonlyMap<number, number>>,
): Map<string, Map<number, number>> {
  const used = usesOf(files, scores);
  const result = new Map([...scores].map(([path, lines]) => [path, new Map(lines)]));
  for (const file of files)
    for (const { name, node } of topLevelValues(file)) {
      const score = (used.get(name) ?? 0) * SHARE;
      const lines = result.get(file.path) ?? new Map<number, number>();
      result.set(file.path, lines);
      for (const line of ownLines(node)) if (score > (lines.get(line) ?? 0)) lines.set(line, score);
    }
  return result;
}

function usesOf(
  files: readonly SourceFile[],
  scores: ReadonlyMap<string, ReadonlyMap<number, number>>,
): Map<string, number> {
  const used = new Map<string, number>();
  for (const file of files)
    for (const { node } of walk(file.tree)) {
      if (node.type !== 'Identifier') continue;
      const score = scores.get(file.path)?.get(node.loc?.start.line ?? 0) ?? 0;
      if (score > (used.get(node.name) ?? 0)) used.set(node.name, score);
    }
  return used;
}

function* topLevelValues(file: SourceFile): Generator<{ name: string; node: Node }> {
  for (const statement of file.tree.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const one of declaration.declarations)
      if (one.id.type === 'Identifier' && one.init && !isFunction(one.init))
        yield { name: one.id.name, node: one.init };
  }
}

// Functions inside a table have coverage of their own.
function ownLines(node: Node): Set<number> {
  const lines = new Set<number>(range(node));
  const inner = [...walk(node)].map((visit) => visit.node).filter((one) => isFunction(one) && one.body.loc);
  for (const one of inner) for (const line of range(one).slice(1)) lines.delete(line);
  return lines;
}

function range(node: Node): number[] {
  const first = node.loc?.start.line ?? 0;
  const last = Math.min(node.loc?.end.line ?? first, first + 60);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
