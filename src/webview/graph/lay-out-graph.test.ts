import { expect, test } from 'vitest';
import type { GraphNode, OutlineRow, StepGraph } from '../../protocol/outline.ts';
import { layOutGraph, NODE_HEIGHT } from './lay-out-graph.ts';

function step(id: string, parent: string | null): GraphNode {
  const row = { step_id: id, parent_id: parent, title: id, state: 'planned' } as OutlineRow;
  return { kind: 'step', id, parent, row };
}

function graphOf(nodes: GraphNode[], dependencies: StepGraph['dependencies'] = []): StepGraph {
  return { session_id: 's', nodes, dependencies, total_steps: nodes.length };
}

test('no two nodes overlap, and children stand right of their parents', () => {
  const nodes = [step('a', 'task'), step('b', 'task'), step('a1', 'a'), step('a2', 'a'), step('a1x', 'a1')];
  const layout = layOutGraph(graphOf(nodes));
  for (const one of layout.nodes) {
    for (const other of layout.nodes) {
      if (one === other) continue;
      const left = one.x < other.x ? one : other;
      const apart = Math.abs(one.y - other.y) >= NODE_HEIGHT || Math.abs(one.x - other.x) >= left.width;
      expect(apart, `${one.id} and ${other.id}`).toBe(true);
    }
    const parent = layout.nodes.find(({ id }) => id === one.parent);
    if (parent !== undefined) expect(one.x).toBeGreaterThanOrEqual(parent.x + parent.width);
  }
});

test('the order is the one of the tree, whatever order the nodes came in', () => {
  const layout = layOutGraph(graphOf([step('a', 'task'), step('b', 'task'), step('a1', 'a')]));
  expect(layout.nodes.map(({ id }) => id)).toEqual(['task', 'a', 'a1', 'b']);
});

test('a node whose parent is not drawn hangs from the whole task', () => {
  const layout = layOutGraph(graphOf([step('deep', 'not-drawn')]));
  expect(layout.nodes.find(({ id }) => id === 'deep')?.parent).toBe('task');
});

test('a graph without nodes is the whole task alone', () => {
  expect(layOutGraph(graphOf([])).nodes.map(({ id }) => id)).toEqual(['task']);
});

test('the whole task may be among the nodes itself', () => {
  const layout = layOutGraph(graphOf([step('task', null), step('a', 'task')]));
  expect(layout.nodes.map(({ id }) => id)).toEqual(['task', 'a']);
});

test('a dependency is drawn only between drawn nodes', () => {
  const layout = layOutGraph(
    graphOf(
      [step('a', 'task'), step('b', 'task')],
      [
        { from: 'b', to: 'a' },
        { from: 'b', to: 'x' },
      ],
    ),
  );
  expect(layout.dependencies.map(({ id }) => id)).toEqual(['b a']);
});
