import { MicrofactoryError } from '../error.ts';
import type { RetryPolicy } from './retry.ts';

export interface NodeDefinition {
  /** Name of the MicroTask that runs here. */
  readonly task: string;
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
  /** Most times one step may enter this node; then it leaves along the `loop-cap` edge, else the step fails. */
  readonly maxVisits?: number;
}

export interface EdgeView {
  readonly outcome: string;
  /** The step's folded data. */
  readonly data: unknown;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** An outcome's name, or a predicate; without it the edge always holds. */
  readonly when?: string | ((view: EdgeView) => boolean);
}

export interface GraphDefinition {
  readonly start: string;
  readonly nodes: Readonly<Record<string, NodeDefinition>>;
  readonly edges: readonly Edge[];
}

/** Returns the target of the first edge that holds, or undefined when none does. */
export function chooseEdge(graph: GraphDefinition, from: string, view: EdgeView): string | undefined {
  for (const edge of graph.edges) {
    if (edge.from === from && holds(edge, view)) return edge.to;
  }
  return undefined;
}

function holds(edge: Edge, view: EdgeView): boolean {
  if (edge.when === undefined) return view.outcome !== 'error' && view.outcome !== 'loop-cap';
  return typeof edge.when === 'string' ? edge.when === view.outcome : edge.when(view);
}

/** Throws `configuration` when a step stands where its graph has no node: a node of another time, or of somebody's module. */
export function checkStands(
  step: { readonly id: string; readonly node: string },
  graph: GraphDefinition | undefined,
): void {
  if (graph?.nodes[step.node] !== undefined) return;
  const message = `Step ${step.id} stands at "${step.node}", which is no longer there: put back what added it, then resume.`;
  throw new MicrofactoryError({ code: 'configuration', message });
}

/** Throws `configuration` when an edge, the start or a task names something that does not exist. */
export function checkGraph(
  name: string,
  graph: GraphDefinition,
  tasks: Readonly<Record<string, unknown>>,
): void {
  const fail = (what: string): never => {
    throw new MicrofactoryError({ code: 'configuration', message: `Graph "${name}": ${what}.` });
  };
  if (!(graph.start in graph.nodes)) fail(`the start node "${graph.start}" does not exist`);
  for (const [id, node] of Object.entries(graph.nodes)) {
    if (!(node.task in tasks)) fail(`node "${id}" names the unknown task "${node.task}"`);
  }
  for (const edge of graph.edges) {
    if (!(edge.from in graph.nodes)) fail(`an edge leaves the unknown node "${edge.from}"`);
    if (!(edge.to in graph.nodes)) fail(`an edge leads to the unknown node "${edge.to}"`);
  }
}
