import type { SessionView } from './session-view.ts';
import { addCounts, noCounts, type StateCounts } from './state-counts.ts';
import { isLeaf, type StepView } from './step-view.ts';

/** A step in its place in the tree. The step that stands for the whole session is no node; its children are the top. */
export interface StepNode {
  readonly step: StepView;
  readonly parent: StepNode | undefined;
  readonly children: StepNode[];
  /** 0 at the top. */
  readonly level: number;
}

export interface StepTree {
  readonly top: readonly StepNode[];
  /** Parents before children. */
  readonly nodes: ReadonlyMap<string, StepNode>;
}

const known = new WeakMap<SessionView, { readonly steps: number; readonly tree: StepTree }>();

/** Returns the steps of a session as a tree. Steps are only ever added, so it is built again only when there are more. */
export function stepTree(view: SessionView): StepTree {
  const before = known.get(view);
  if (before?.steps === view.steps.size) return before.tree;
  const tree = build(view);
  known.set(view, { steps: view.steps.size, tree });
  return tree;
}

function build(view: SessionView): StepTree {
  const top: StepNode[] = [];
  const nodes = new Map<string, StepNode>();
  for (const step of view.steps.values()) {
    if (step.parent === null) continue;
    const parent = nodes.get(step.parent);
    const node = { step, parent, children: [], level: parent === undefined ? 0 : parent.level + 1 };
    nodes.set(step.id, node);
    (parent?.children ?? top).push(node);
  }
  return { top, nodes };
}

/** What is beneath a node, itself included. */
export interface Subtree {
  readonly leaves: StateCounts;
  /** Nothing in it is open, waits or failed. */
  finished: boolean;
}

/** Returns what is beneath each node: one pass, children before parents. */
export function subtrees({ nodes }: StepTree): ReadonlyMap<StepNode, Subtree> {
  const all = new Map<StepNode, Subtree>();
  for (const node of [...nodes.values()].reverse()) {
    const leaves = noCounts();
    let finished = node.step.state === 'accepted' || node.step.state === 'skipped';
    if (isLeaf(node.step)) leaves[node.step.state] += 1;
    for (const child of node.children) {
      const beneath = all.get(child);
      if (beneath === undefined) continue;
      addCounts(leaves, beneath.leaves);
      finished &&= beneath.finished;
    }
    all.set(node, { leaves, finished });
  }
  return all;
}
