import type { GraphNode, StepGraph, StepGraphQuery } from '../../protocol/outline.ts';
import { chosenSteps } from './chosen-steps.ts';
import { outlineRow } from './outline-row.ts';
import type { SessionView } from './session-view.ts';
import { addCounts, noCounts } from './state-counts.ts';
import { stepTree, subtrees, type StepNode, type StepTree, type Subtree } from './step-tree.ts';
import { visibleSteps, type VisibleStep } from './visible-steps.ts';

const MOST_NODES = 240;

/** Returns a drawing of the session's steps with at most `limit` nodes (more only where the way to the focus alone is longer). */
export function stepGraphOf(view: SessionView, query: Omit<StepGraphQuery, 'sessionId'>): StepGraph {
  const tree = stepTree(view);
  const beneath = subtrees(tree);
  const visible = visibleSteps({ ...query, tree, beneath, open: query.focus });
  const focus = visible.find(({ node }) => node.step.id === query.focus) ?? firstAtWork(visible);
  const limit = Math.min(MOST_NODES, Math.max(1, query.limit));
  const drawing = new Drawing(view, beneath, chosenSteps({ visible, focus, limit }));
  drawing.add(
    visible.filter(({ parent }) => parent === undefined),
    null,
  );
  const { nodes, drawnAs } = drawing;
  return {
    session_id: view.id,
    nodes,
    dependencies: dependencies(tree, drawnAs),
    total_steps: tree.nodes.size,
  };
}

/** Where something is going on, when nobody says what to look at. */
function firstAtWork(visible: readonly VisibleStep[]): VisibleStep | undefined {
  const inState = (state: string) => visible.find(({ node }) => node.step.state === state);
  return inState('waiting') ?? inState('working') ?? visible[0];
}

class Drawing {
  readonly nodes: GraphNode[] = [];
  /** The drawn node that stands for a step. */
  readonly drawnAs = new Map<StepNode, string>();
  readonly #view: SessionView;
  readonly #beneath: ReadonlyMap<StepNode, Subtree>;
  readonly #chosen: ReadonlySet<VisibleStep>;

  constructor(view: SessionView, beneath: ReadonlyMap<StepNode, Subtree>, chosen: ReadonlySet<VisibleStep>) {
    this.#view = view;
    this.#beneath = beneath;
    this.#chosen = chosen;
  }

  /** Draws siblings: each chosen one with what is beneath it, and what lies between as runs. */
  add(siblings: readonly VisibleStep[], parent: string | null): void {
    let run: VisibleStep[] = [];
    for (const step of siblings) {
      if (!this.#chosen.has(step)) {
        run.push(step);
        continue;
      }
      this.#addRun(run, parent);
      run = [];
      this.#addStep(step, parent);
    }
    this.#addRun(run, parent);
  }

  #addStep(step: VisibleStep, parent: string | null): void {
    const { id } = step.node.step;
    this.nodes.push({
      kind: 'step',
      id,
      parent,
      row: outlineRow(this.#view, step, this.#beneath.get(step.node) as Subtree),
    });
    this.drawnAs.set(step.node, id);
    this.add(step.children, id);
  }

  #addRun(run: readonly VisibleStep[], parent: string | null): void {
    const [first] = run;
    const middle = run[Math.floor(run.length / 2)];
    if (first === undefined || middle === undefined) return;
    const counts = noCounts();
    const id = `run ${first.node.step.id}`;
    for (const { node } of run) {
      addCounts(counts, this.#beneath.get(node)?.leaves ?? noCounts());
      this.drawnAs.set(node, id);
    }
    this.nodes.push({ kind: 'run', id, parent, steps: run.length, counts, middle: middle.node.step.id });
  }
}

/** From what is needed to what needs it; steps that aren't drawn are stood for by the node that holds them. */
function dependencies(tree: StepTree, drawnAs: ReadonlyMap<StepNode, string>): StepGraph['dependencies'] {
  const shownAs = (node: StepNode | undefined): string | undefined => {
    for (let at = node; at !== undefined; at = at.parent) {
      const id = drawnAs.get(at);
      if (id !== undefined) return id;
    }
    return undefined;
  };
  const found = new Map<string, { from: string; to: string }>();
  for (const node of tree.nodes.values()) {
    const to = node.step.dependsOn.length === 0 ? undefined : shownAs(node);
    for (const needed of node.step.dependsOn) {
      const from = shownAs(tree.nodes.get(needed));
      if (from !== undefined && to !== undefined && from !== to) found.set(`${from}\n${to}`, { from, to });
    }
  }
  return [...found.values()];
}
