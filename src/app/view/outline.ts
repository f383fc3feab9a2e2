import type { Outline, OutlineQuery } from '../../protocol/outline.ts';
import { outlineRow } from './outline-row.ts';
import type { SessionView } from './session-view.ts';
import { addCounts, noCounts, type StateCounts } from './state-counts.ts';
import { stepTree, subtrees, type StepNode, type StepTree } from './step-tree.ts';
import type { Subtree } from './step-tree.ts';
import { visibleSteps, type VisibleStep } from './visible-steps.ts';

const MOST_ROWS = 200;
const MOST_WAITING = 50;

/** Returns a page of the session's steps as a tree; only the rows of the page are worked out. */
export function outlineOf(view: SessionView, query: Omit<OutlineQuery, 'sessionId'>): Outline {
  const tree = stepTree(view);
  const beneath = subtrees(tree);
  const visible = visibleSteps({ ...query, tree, beneath, open: query.around, only: matching(tree, query) });
  const limit = Math.min(MOST_ROWS, Math.max(1, query.limit));
  const offset = pageStart(visible, query, limit);
  return {
    session_id: view.id,
    total: visible.length,
    offset,
    rows: visible
      .slice(offset, offset + limit)
      .map((each) => outlineRow(view, each, beneath.get(each.node) as Subtree)),
    counts: countsOf(tree, beneath),
    waiting: waitingSteps(view, tree),
  };
}

/** Where the page begins: a page that would lie behind the end is the last one. */
function pageStart(
  visible: readonly VisibleStep[],
  query: { offset: number; around?: string | undefined },
  limit: number,
): number {
  const { offset, around } = query;
  const found = around === undefined ? -1 : visible.findIndex(({ node }) => node.step.id === around);
  if (found >= 0) return found - (found % limit);
  const last = Math.max(0, visible.length - 1);
  return Math.max(0, offset <= last ? offset : last - (last % limit));
}

/** The steps that are looked for, with all that leads to them; undefined when nothing is looked for. */
function matching(
  tree: StepTree,
  { find, states }: Pick<OutlineQuery, 'find' | 'states'>,
): ReadonlySet<StepNode> | undefined {
  const text = find?.trim().toLowerCase() ?? '';
  const wanted = states === undefined || states.length === 0 ? undefined : new Set(states);
  if (text === '' && wanted === undefined) return undefined;
  const found = new Set<StepNode>();
  for (const node of tree.nodes.values()) {
    if (wanted?.has(node.step.state) === false || !contains(node, text)) continue;
    for (let at: StepNode | undefined = node; at !== undefined && !found.has(at); at = at.parent)
      found.add(at);
  }
  return found;
}

function contains({ step }: StepNode, text: string): boolean {
  const { title, description } = step.input.brief;
  return text === '' || [title, step.id, description].some((each) => each.toLowerCase().includes(text));
}

function countsOf(tree: StepTree, beneath: ReadonlyMap<StepNode, Subtree>): StateCounts {
  const counts = noCounts();
  for (const node of tree.top) addCounts(counts, beneath.get(node)?.leaves ?? noCounts());
  return counts;
}

/** The session's own step too may wait: it asks whether the verifier may run, and for the delivery. */
function waitingSteps(view: SessionView, tree: StepTree): string[] {
  const own = [...view.steps.values()].filter((step) => step.parent === null).map((step) => step.id);
  const waiting: string[] = own.filter((id) => view.steps.get(id)?.gate !== undefined);
  const look = (nodes: readonly StepNode[]): void => {
    for (const { step, children } of nodes) {
      if (waiting.length >= MOST_WAITING) return;
      if (step.gate !== undefined) waiting.push(step.id);
      look(children);
    }
  };
  look(tree.top);
  return waiting.slice(0, MOST_WAITING);
}
