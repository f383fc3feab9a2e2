/** A piece of a parsed file. Places count UTF-16 units from the beginning of the text. */
export interface SyntaxNode {
  /** The grammar's name of it; for a token without a name, the token itself. */
  readonly type: string;
  readonly named: boolean;
  /** What it is to its parent, e.g. `name`, `body`. */
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

/** A file that was parsed, whole or with faults. */
export interface SyntaxTree {
  readonly root: SyntaxNode;
  readonly text: string;
  /** The first place where the text does not follow the grammar; undefined when all of it does. */
  readonly fault: SyntaxFault | undefined;
}

export interface SyntaxFault {
  /** 1-based. */
  readonly line: number;
  /** One phrase: what was not expected there, or what is missing. */
  readonly what: string;
}

/** Returns the node's own text. */
export function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.start, node.end);
}
