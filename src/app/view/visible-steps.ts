import type { Folding } from '../../protocol/outline.ts';
import type { StepNode, StepTree, Subtree } from './step-tree.ts';

/** A node that is to be seen, among the siblings that are seen with it. */
export interface VisibleStep {
  readonly node: StepNode;
  readonly parent: VisibleStep | undefined;
  /** Place among the visible siblings, counted from 1, and their number. */
  readonly position: number;
  readonly siblings: number;
  readonly folded: boolean;
  readonly children: VisibleStep[];
}

export interface VisibleOptions extends Folding {
  readonly tree: StepTree;
  readonly beneath: ReadonlyMap<StepNode, Subtree>;
  /** The way to this step is open, whatever is folded. */
  readonly open?: string | undefined;
  /** Only these nodes; undefined: all. What leads to one of them has to be among them. */
  readonly only?: ReadonlySet<StepNode> | undefined;
}

/** Returns the visible steps, parents before children and siblings in order: finished subtrees are folded, a filter opens them. */
export function visibleSteps(options: VisibleOptions): VisibleStep[] {
  const { tree, only } = options;
  const isFolded = folding(options);
  const all: VisibleStep[] = [];
  const show = (nodes: readonly StepNode[], parent: VisibleStep | undefined): void => {
    const shown = only === undefined ? nodes : nodes.filter((node) => only.has(node));
    shown.forEach((node, index) => {
      const folded = isFolded(node);
      const place = { position: index + 1, siblings: shown.length };
      const step: VisibleStep = { node, parent, ...place, folded, children: [] };
      all.push(step);
      parent?.children.push(step);
      if (!folded) show(node.children, step);
    });
  };
  show(tree.top, undefined);
  return all;
}

function folding({
  tree,
  beneath,
  folded,
  unfolded,
  open,
  only,
}: VisibleOptions): (node: StepNode) => boolean {
  const closed = new Set(folded);
  const opened = new Set(unfolded);
  const way = wayTo(tree, open);
  return (node) => {
    if (node.children.length === 0 || way.has(node)) return false;
    if (closed.has(node.step.id)) return true;
    if (opened.has(node.step.id)) return false;
    if (only !== undefined) return !node.children.some((child) => only.has(child));
    return beneath.get(node)?.finished === true;
  };
}

/** The ancestors of a step. */
function wayTo({ nodes }: StepTree, id: string | undefined): ReadonlySet<StepNode> {
  const way = new Set<StepNode>();
  for (
    let node = id === undefined ? undefined : nodes.get(id)?.parent;
    node !== undefined;
    node = node.parent
  )
    way.add(node);
  return way;
}
