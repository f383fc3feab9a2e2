import type { Tree, TreeCursor } from '@vscode/tree-sitter-wasm';
import type { SyntaxFault, SyntaxNode, SyntaxTree } from './syntax-tree.ts';

/** Deeper nesting would overflow what walks the tree; no source that people write comes near. */
const MAX_DEPTH = 800;

interface Growing extends SyntaxNode {
  readonly children: Growing[];
}

/** Returns the parser's tree as plain values that live on when the parser's memory is freed; undefined when too deep. */
export function plainTree(tree: Tree, text: string): SyntaxTree | undefined {
  const cursor = tree.walk();
  try {
    const faults: SyntaxFault[] = [];
    const root = grow(cursor, (at) => noteFault(at, faults));
    return root === undefined ? undefined : { root, text, fault: faults[0] };
  } finally {
    cursor.delete();
  }
}

function grow(cursor: TreeCursor, visit: (cursor: TreeCursor) => void): Growing | undefined {
  const root = plainNode(cursor);
  const open = [root];
  visit(cursor);
  for (;;) {
    if (cursor.gotoFirstChild()) {
      if (open.length >= MAX_DEPTH) return undefined;
      push(cursor, open, visit);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      open.pop();
      if (open.length === 0 || !cursor.gotoParent()) return root;
    }
    open.pop();
    push(cursor, open, visit);
  }
}

function push(cursor: TreeCursor, open: Growing[], visit: (cursor: TreeCursor) => void): void {
  const node = plainNode(cursor);
  open.at(-1)?.children.push(node);
  open.push(node);
  visit(cursor);
}

function plainNode(cursor: TreeCursor): Growing {
  return {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName ?? undefined,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
}

function noteFault(cursor: TreeCursor, faults: SyntaxFault[]): void {
  if (faults.length > 0) return;
  if (cursor.nodeIsMissing) faults.push(faultAt(cursor, `"${cursor.nodeType}" is missing`));
  else if (cursor.nodeType === 'ERROR')
    faults.push(faultAt(cursor, `${quoted(cursor.nodeText)} was not expected`));
}

function faultAt(cursor: TreeCursor, what: string): SyntaxFault {
  return { line: cursor.startPosition.row + 1, what };
}

function quoted(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line === '' ? 'this' : `"${line.slice(0, 60)}"`;
}
