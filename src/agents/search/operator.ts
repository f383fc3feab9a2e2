import type { Node } from '@babel/types';
import type { Edit } from './edit.ts';
import type { Site } from './site.ts';

type NodeOf<T extends Node['type']> = Extract<Node, { type: T }>;

/** One kind of edit. */
export interface Operator {
  /** As people read it in reports: `boundary`, `wrong variable`. */
  readonly name: string;
  /** Chance that this edit, where it is possible, is the repair: see docs/decisions/0002-defect-kinds.md. */
  readonly prior: number;
  readonly types: ReadonlySet<string>;
  edits(site: Site): Iterable<Edit>;
}

/** Returns an operator for nodes of some types. */
export function operator<T extends Node['type']>(
  name: string,
  prior: number,
  types: readonly T[],
  edits: (site: Site<NodeOf<T>>) => Iterable<Edit>,
): Operator {
  // The table calls an operator for its own types only.
  return { name, prior, types: new Set(types), edits: edits as (site: Site) => Iterable<Edit> };
}
