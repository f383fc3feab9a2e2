import type { Node } from '@babel/types';
import type { Hints } from './rank/hints.ts';
import type { SourceFile } from './syntax/source-file.ts';
import type { VisibleName } from './syntax/scopes.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A node of a suspicious place, with everything operators may know. */
export interface Site<N extends Node = Node> {
  readonly node: N;
  readonly parent: Node;
  /** The parent's field that holds the node. */
  readonly field: string;
  readonly ancestors: readonly Node[];
  readonly source: SourceFile;
  /** What this file says elsewhere. */
  readonly vocabulary: Vocabulary;
  readonly hints: Hints;
  readonly names: () => readonly VisibleName[];
}

/** Returns the node's own text. */
export function textOf(site: Pick<Site, 'source'>, node: Node): string {
  return site.source.text.slice(node.start ?? 0, node.end ?? 0);
}
