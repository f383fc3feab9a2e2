import type {
  Outline,
  OutlineQuery,
  OutlineRow,
  StepGraph,
  StepGraphQuery,
} from '../../../protocol/outline.ts';
import { addCounts, noCounts, sumOf, type StateCounts } from '../../view/state-counts.ts';
import { isLeaf, isSolvedGraph, type StepView } from '../../view/step-view.ts';
import type { SessionView } from '../../view/session-view.ts';
import { standingOf } from '../table/standing-of.ts';

/** A step in its place; what is worked out here is worked out by looking at every step. */
interface Node {
  readonly step: StepView;
  readonly parent: Node | undefined;
  readonly children: Node[];
  readonly level: number;
}

interface Shown extends Node {
  readonly above: Shown | undefined;
  readonly beneath: Shown[];
  readonly node: Node;
  readonly row: OutlineRow;
}

function nodesOf(view: SessionView): Node[] {
  const nodes = new Map<string, Node>();
  for (const step of view.steps.values()) {
    if (step.parent === null) continue;
    const parent = nodes.get(step.parent);
    const node = { step, parent, children: [], level: (parent?.level ?? -1) + 1 };
    nodes.set(step.id, node);
    parent?.children.push(node);
  }
  return [...nodes.values()];
}

function leavesOf({ step, children }: Node): StateCounts {
  const counts = noCounts();
  if (isLeaf(step)) counts[step.state] += 1;
  children.forEach((child) => addCounts(counts, leavesOf(child)));
  return counts;
}

function isFinished({ step, children }: Node): boolean {
  return (step.state === 'accepted' || step.state === 'skipped') && children.every(isFinished);
}

function withAncestors<T extends { parent: T | undefined }>(node: T): T[] {
  return node.parent === undefined ? [node] : [...withAncestors(node.parent), node];
}

type Query = Partial<Omit<OutlineQuery, 'sessionId'>>;

function shownOf(view: SessionView, nodes: readonly Node[], query: Query): Shown[] {
  const text = query.find?.trim().toLowerCase() ?? '';
  const filtered = text !== '' || (query.states ?? []).length > 0;
  const matches = ({ step }: Node): boolean =>
    ((query.states ?? []).length === 0 || query.states?.includes(step.state) === true) &&
    [step.id, step.input.brief.title, step.input.brief.description].some((each) =>
      each.toLowerCase().includes(text),
    );
  const only = new Set(filtered ? nodes.filter(matches).flatMap(withAncestors) : nodes);
  const around = nodes.find(({ step }) => step.id === query.around);
  const way = new Set(around === undefined ? [] : withAncestors(around).slice(0, -1));
  const isFolded = (node: Node): boolean => {
    if (node.children.length === 0 || way.has(node)) return false;
    if (query.folded?.includes(node.step.id) === true) return true;
    if (query.unfolded?.includes(node.step.id) === true) return false;
    return filtered ? !node.children.some((child) => only.has(child)) : isFinished(node);
  };
  const show = (all: readonly Node[], above: Shown | undefined): Shown[] => {
    const siblings = all.filter((node) => only.has(node));
    return siblings.flatMap((node, at) => {
      const place = { position: at + 1, siblings: siblings.length, folded: isFolded(node) };
      const shown: Shown = { ...node, node, above, beneath: [], row: { ...rowOf(view, node), ...place } };
      above?.beneath.push(shown);
      return [shown, ...(place.folded ? [] : show(node.children, shown))];
    });
  };
  return show(
    nodes.filter(({ parent }) => parent === undefined),
    undefined,
  );
}

function rowOf(view: SessionView, node: Node): Omit<OutlineRow, 'position' | 'siblings' | 'folded'> {
  const { step, parent, level, children } = node;
  const { title, kind, promise } = step.input.brief;
  const { redFlags, ...standing } = standingOf(view, step);
  const leaves = leavesOf(node);
  return {
    ...{ step_id: step.id, parent_id: parent?.step.id ?? null, level, title, kind },
    ...{ state: step.state, phase: step.phase, ...standing, red_flags: redFlags },
    unverified: promise.kind === 'none' && isSolvedGraph(step.graph),
    waiting_for: step.gate?.trigger ?? null,
    ...{ children: children.length, leaves: sumOf(leaves), leaves_done: leaves.accepted },
  };
}

/** Returns the page that `outlineOf` should return. */
export function outlinePlainly(view: SessionView, query: Query & { offset: number; limit: number }): Outline {
  const nodes = nodesOf(view);
  const shown = shownOf(view, nodes, query);
  const limit = Math.min(200, Math.max(1, query.limit));
  const found = shown.findIndex(({ step }) => step.id === query.around);
  const last = Math.max(0, shown.length - 1);
  const wanted = query.offset <= last ? query.offset : last - (last % limit);
  const offset = found >= 0 ? found - (found % limit) : wanted;
  const counts = noCounts();
  nodes.filter(({ step }) => isLeaf(step)).forEach(({ step }) => (counts[step.state] += 1));
  const inOrder = (node: Node): StepView[] => [node.step, ...node.children.flatMap(inOrder)];
  const roots = [...view.steps.values()].filter(({ parent }) => parent === null);
  const all = [...roots, ...nodes.filter(({ parent }) => parent === undefined).flatMap(inOrder)];
  return {
    session_id: view.id,
    total: shown.length,
    offset,
    rows: shown.slice(offset, offset + limit).map(({ row }) => row),
    counts,
    waiting: all
      .filter(({ gate }) => gate !== undefined)
      .slice(0, 50)
      .map(({ id }) => id),
  };
}

const URGENT = ['waiting', 'failed', 'working'];

/** Returns the drawing that `stepGraphOf` should return. */
export function graphPlainly(
  view: SessionView,
  { focus, limit, ...folding }: Omit<StepGraphQuery, 'sessionId'>,
): StepGraph {
  const nodes = nodesOf(view);
  const shown = shownOf(view, nodes, { ...folding, around: focus });
  const inState = (state: string): Shown | undefined => shown.find(({ step }) => step.state === state);
  const centre =
    shown.find(({ step }) => step.id === focus) ?? inState('waiting') ?? inState('working') ?? shown[0];
  const chosen = chosenOf(shown, centre, Math.min(240, Math.max(1, limit)));
  const drawn: StepGraph['nodes'] = [];
  const drawnAs = new Map<Node, string>();
  const draw = (siblings: readonly Shown[], parent: string | null): void => {
    for (const run of runsOf(siblings, chosen)) {
      const [first, middle] = [run[0], run[Math.floor(run.length / 2)]].map((each) => each?.step.id ?? '');
      const isStep = chosen.has(run[0] as Shown);
      const id = isStep ? (first as string) : `run ${first}`;
      run.forEach(({ node }) => drawnAs.set(node, id));
      const counts = noCounts();
      run.forEach(({ node }) => addCounts(counts, leavesOf(node)));
      if (isStep) drawn.push({ kind: 'step', id, parent, row: (run[0] as Shown).row });
      else drawn.push({ kind: 'run', id, parent, steps: run.length, counts, middle: middle as string });
      if (isStep) draw((run[0] as Shown).beneath, id);
    }
  };
  draw(
    shown.filter(({ above }) => above === undefined),
    null,
  );
  return {
    session_id: view.id,
    nodes: drawn,
    dependencies: dependenciesOf(nodes, drawnAs),
    total_steps: nodes.length,
  };
}

/** Chosen ones by themselves, the others together with those beside them. */
function runsOf(siblings: readonly Shown[], chosen: ReadonlySet<Shown>): Shown[][] {
  const runs: Shown[][] = [];
  for (const step of siblings) {
    const before = runs.at(-1);
    const goesOn = before !== undefined && !chosen.has(step) && !chosen.has(before[0] as Shown);
    if (goesOn) before.push(step);
    else runs.push([step]);
  }
  return runs;
}

/** As many as fit, by drawing all that would be drawn each time. */
function chosenOf(shown: readonly Shown[], focus: Shown | undefined, limit: number): ReadonlySet<Shown> {
  if (shown.length <= limit || focus === undefined) return new Set(shown);
  const wayTo = (step: Shown): Shown[] => (step.above === undefined ? [step] : [...wayTo(step.above), step]);
  const sizeOf = (chosen: ReadonlySet<Shown>): number => {
    const size = (siblings: readonly Shown[]): number =>
      runsOf(siblings, chosen).reduce(
        (sum, [first]) => sum + 1 + (chosen.has(first as Shown) ? size((first as Shown).beneath) : 0),
        0,
      );
    return size(shown.filter(({ above }) => above === undefined));
  };
  const urgency = ({ step }: Shown): number =>
    URGENT.includes(step.state) ? URGENT.indexOf(step.state) : URGENT.length;
  const centre = shown.indexOf(focus);
  const ranked = shown.map((step, at) => ({ step, distance: Math.abs(at - centre) }));
  ranked.sort((a, b) => urgency(a.step) - urgency(b.step) || a.distance - b.distance);
  let chosen = new Set(wayTo(focus));
  for (const { step } of ranked) {
    const more = new Set([...chosen, ...wayTo(step)]);
    if (sizeOf(more) <= limit) chosen = more;
  }
  return chosen;
}

function dependenciesOf(
  nodes: readonly Node[],
  drawnAs: ReadonlyMap<Node, string>,
): StepGraph['dependencies'] {
  const shownAs = (node: Node | undefined): string | undefined =>
    node === undefined ? undefined : (drawnAs.get(node) ?? shownAs(node.parent));
  const found = new Map<string, { from: string; to: string }>();
  for (const node of nodes) {
    for (const id of node.step.dependsOn) {
      const from = shownAs(nodes.find(({ step }) => step.id === id));
      const to = shownAs(node);
      if (from !== undefined && to !== undefined && from !== to) found.set(`${from}\n${to}`, { from, to });
    }
  }
  return [...found.values()];
}
