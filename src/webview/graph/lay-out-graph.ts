import { partition, stratify, type HierarchyRectangularNode } from 'd3-hierarchy';
import type { GraphNode, StepGraph } from '../../protocol/outline.ts';
import { WHOLE_TASK } from '../../protocol/panel.ts';

export const NODE_WIDTH = 200;
export const NODE_HEIGHT = 44;
const GAP_X = 28;
const GAP_Y = 8;
const MARGIN = 16;
/** The whole task is drawn as a small round node before the first column. */
const ROOT_WIDTH = 116;

/** A node with its place; `node` is null for the whole task. */
export interface PlacedNode {
  readonly id: string;
  readonly parent: string | null;
  readonly node: GraphNode | null;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
}

export interface GraphLayout {
  /** In the order in which arrow keys go through them. */
  readonly nodes: readonly PlacedNode[];
  readonly links: readonly { readonly id: string; readonly path: string }[];
  readonly dependencies: readonly { readonly id: string; readonly path: string }[];
  readonly width: number;
  readonly height: number;
}

interface Entry {
  readonly id: string;
  readonly parent: string | null;
  readonly node: GraphNode | null;
}

type Point = HierarchyRectangularNode<Entry>;

/** Places a graph from left to right, each parent in the row of its first child, so that the plan begins at the top. */
export function layOutGraph(graph: StepGraph): GraphLayout {
  const root = stratify<Entry>()
    .id((entry) => entry.id)
    .parentId((entry) => entry.parent)(entriesOf(graph))
    .count();
  const rows = (root.value ?? 1) * (NODE_HEIGHT + GAP_Y);
  const nodes = inOrder(partition<Entry>().size([rows, root.height + 1])(root)).map(placed);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return {
    nodes,
    links: nodes.flatMap((node) => linkTo(node, byId)),
    dependencies: graph.dependencies.flatMap(({ from, to }) => dependency(byId.get(from), byId.get(to))),
    width: Math.max(...nodes.map((node) => node.x + node.width)) + MARGIN * 2,
    height: Math.max(...nodes.map((node) => node.y)) + NODE_HEIGHT + MARGIN,
  };
}

/** Nodes whose parent is not drawn hang from the whole task. */
function entriesOf(graph: StepGraph): Entry[] {
  const whole = graph.nodes.find((node) => node.id === WHOLE_TASK) ?? null;
  const drawn = new Set(graph.nodes.map((node) => node.id));
  const rest = graph.nodes.filter((node) => node.id !== WHOLE_TASK);
  return [
    { id: WHOLE_TASK, parent: null, node: whole },
    ...rest.map((node) => ({ id: node.id, parent: parentOf(node, drawn), node })),
  ];
}

function parentOf(node: GraphNode, drawn: ReadonlySet<string>): string {
  return node.parent !== null && drawn.has(node.parent) && node.parent !== node.id ? node.parent : WHOLE_TASK;
}

function inOrder(root: Point): Point[] {
  const points: Point[] = [];
  root.eachBefore((point) => points.push(point));
  return points;
}

function placed(point: Point): PlacedNode {
  const brothers = point.parent?.children ?? [point];
  const column = point.depth - 1;
  return {
    id: point.data.id,
    parent: point.data.parent,
    node: point.data.node,
    x: MARGIN + (point.depth === 0 ? 0 : ROOT_WIDTH + GAP_X + column * (NODE_WIDTH + GAP_X)),
    y: Math.round(MARGIN + point.x0),
    width: point.depth === 0 ? ROOT_WIDTH : NODE_WIDTH,
    level: point.depth + 1,
    position: brothers.indexOf(point) + 1,
    siblings: brothers.length,
  };
}

function linkTo(node: PlacedNode, byId: ReadonlyMap<string, PlacedNode>) {
  const parent = byId.get(node.parent ?? '');
  if (parent === undefined) return [];
  const from = { x: parent.x + parent.width, y: parent.y + NODE_HEIGHT / 2 };
  const to = { x: node.x, y: node.y + NODE_HEIGHT / 2 };
  return [{ id: node.id, path: branch(from, to) }];
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

const CORNER = 6;

/** Branches of one parent share a trunk, as the guides of a tree do: a hundred of them are still one line. */
function branch(from: Spot, to: Spot): string {
  if (from.y === to.y) return `M${from.x},${from.y}H${to.x}`;
  const trunk = from.x + GAP_X / 2;
  const turn = `Q${trunk},${to.y} ${trunk + CORNER},${to.y}`;
  return `M${from.x},${from.y}H${trunk}V${to.y - CORNER}${turn}H${to.x}`;
}

/** Needed steps are siblings mostly: an arc on the far side of their column. */
function dependency(from: PlacedNode | undefined, to: PlacedNode | undefined) {
  if (from === undefined || to === undefined || from === to) return [];
  const start = { x: from.x + from.width, y: from.y + NODE_HEIGHT / 2 };
  const end = { x: to.x + to.width, y: to.y + NODE_HEIGHT / 2 };
  const out = Math.max(start.x, end.x) + Math.min(20, 8 + Math.abs(end.y - start.y) / 12);
  const path = `M${start.x},${start.y}C${out},${start.y} ${out},${end.y} ${end.x + 1},${end.y}`;
  return [{ id: `${from.id} ${to.id}`, path }];
}
