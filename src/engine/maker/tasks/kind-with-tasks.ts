import type { Edge, GraphDefinition, NodeDefinition } from '../../flow/graph.ts';
import { makerKind } from '../maker-kind.ts';
import type { DomainTask, TaskPlace } from './domain-task.ts';
import { domainTaskNode } from './domain-task-node.ts';

/** Returns the method with a domain's tasks in the graphs of its steps; without tasks, the method itself. */
export function kindWithTasks(tasks: readonly DomainTask[] = []): typeof makerKind {
  if (tasks.length === 0) return makerKind;
  const graphs = Object.entries(makerKind.graphs).map(([name, graph]) => [name, withTasks(graph, tasks)]);
  const nodes = tasks.map((task) => [nodeOf(task), domainTaskNode(task)]);
  return {
    ...makerKind,
    graphs: Object.fromEntries(graphs) as typeof makerKind.graphs,
    tasks: { ...makerKind.tasks, ...(Object.fromEntries(nodes) as typeof makerKind.tasks) },
  };
}

/** The name of the task's node, which is also what people read while it runs. */
function nodeOf({ name }: DomainTask): string {
  return `task ${name}`;
}

const PLACES: readonly TaskPlace[] = ['verify', 'gate', 'accept'];

/** Every edge that leads to a place leads to the first of its tasks instead, each of these to the next, and the last to the place. */
function withTasks(graph: GraphDefinition, tasks: readonly DomainTask[]): GraphDefinition {
  if (!('accept' in graph.nodes)) return graph;
  const chainOf = (place: string): string[] => tasks.filter(({ before }) => before === place).map(nodeOf);
  const entry = (node: string): string => chainOf(node)[0] ?? node;
  const nodes = tasks.map((task): [string, NodeDefinition] => [nodeOf(task), { task: nodeOf(task) }]);
  const added = PLACES.flatMap((place) => {
    const chain = chainOf(place);
    return chain.flatMap((node, at) => edgesFrom(node, chain[at + 1] ?? place, entry('verify')));
  });
  return {
    start: graph.start,
    nodes: { ...graph.nodes, ...Object.fromEntries(nodes) },
    edges: [...graph.edges.map((edge) => ({ ...edge, to: entry(edge.to) })), ...added],
  };
}

function edgesFrom(from: string, next: string, verify: string): Edge[] {
  return [
    { from, to: next, when: 'passed' },
    { from, to: 'sample', when: 'again' },
    { from, to: verify, when: 'reverify' },
    { from, to: 'escalate', when: 'spent' },
    { from, to: 'escalate', when: 'error' },
  ];
}
