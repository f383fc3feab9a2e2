import { describe, expect, it } from 'vitest';
import { stepGraph, type StepGraphQuery } from '../../../protocol/outline.ts';
import { randomSteps } from '../../view/testing/random-steps.ts';
import { drawnView, viewOf } from '../../view/testing/view-of.ts';
import { tableOf } from '../testing/table-of.ts';
import { stepGraphOf } from './step-graph-of.ts';

const ROW = Array.from({ length: 9 }, (_, at) => `s${at} planned`).join('\n');

function drawn(tree: string, query: Partial<StepGraphQuery>): string {
  const { nodes } = stepGraphOf(tableOf(drawnView(tree)), { limit: 100, ...query });
  return nodes
    .map((node) => `${node.parent ?? ''}/${node.kind === 'step' ? node.id : `[${node.steps}]`}`)
    .join(' ');
}

describe('the drawing of steps', () => {
  it.each<[string, string, Partial<StepGraphQuery>, string]>([
    ['shows everything that fits', 'a working\n  a1 planned\nb planned', {}, '/a a/a1 /b'],
    ['folds what is finished', 'a accepted\n  a1 accepted\nb planned', {}, '/a /b'],
    ['opens the way to the focus', 'a accepted\n  a1 accepted\nb planned', { focus: 'a1' }, '/a a/a1 /b'],
    ['makes one run of what is before and behind', ROW, { limit: 5, focus: 's4' }, '/[3] /s3 /s4 /s5 /[3]'],
    ['begins where nobody says', ROW, { limit: 4 }, '/s0 /s1 /s2 /[6]'],
    [
      'draws a single step rather than a run of one',
      ROW,
      { limit: 8, focus: 's0' },
      '/s0 /s1 /s2 /s3 /s4 /s5 /s6 /[2]',
    ],
    [
      'keeps what waits, failed or works before what is nearer',
      'a accepted\nb accepted\nc accepted\nd waiting\ne accepted\nf failed\ng planned',
      { limit: 6, focus: 'a' },
      '/a /[2] /d /e /f /g',
    ],
    [
      'keeps what leads to a step that waits',
      'a working\n  a1 planned\n  a2 planned\n  a3 waiting\nb planned\nc planned\nd planned',
      { limit: 4, focus: 'a' },
      '/a a/[2] a/a3 /[3]',
    ],
  ])('%s', (_title, tree, query, expected) => {
    expect(drawn(tree, query)).toBe(expected);
  });

  it('says of a run how many steps and leaves it holds, and which is in its middle', () => {
    const { nodes, total_steps } = stepGraphOf(tableOf(drawnView(ROW)), { limit: 2, focus: 's0' });
    expect(nodes[1]).toEqual({
      kind: 'run',
      id: 'run s1',
      parent: null,
      steps: 8,
      counts: { planned: 8, working: 0, waiting: 0, accepted: 0, skipped: 0, failed: 0 },
      middle: 's5',
    });
    expect(total_steps).toBe(9);
  });

  it('draws a dependency from what is needed to what needs it, once, at the nodes that stand for the steps', () => {
    const tree = 'a accepted\n  a1 accepted\n  a2 accepted <a1\nb planned <a1 <a2\nc planned <b';
    const { dependencies } = stepGraphOf(tableOf(drawnView(tree)), { limit: 100 });
    expect(dependencies).toEqual([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
    ]);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'keeps to its limit and its focus, and draws parents before children (tree %i)',
    (seed) => {
      const view = viewOf(randomSteps(seed, 1200));
      for (const [limit, focus] of [
        [240, 's1100'],
        [60, 's17'],
        [25, undefined],
      ] as const) {
        const graph = stepGraphOf(tableOf(view), { limit, focus });
        expect(stepGraph.safeParse(graph).success).toBe(true);
        expect(graph.nodes.length).toBeLessThanOrEqual(limit);
        if (focus !== undefined) expect(graph.nodes.map(({ id }) => id)).toContain(focus);
        const before = new Set<string>();
        for (const { id, parent } of graph.nodes) {
          if (parent !== null) expect(before).toContain(parent);
          expect(before).not.toContain(id);
          before.add(id);
        }
        for (const { from, to } of graph.dependencies)
          expect([...before]).toEqual(expect.arrayContaining([from, to]));
      }
    },
  );

  it('never draws more than 240 nodes, and what waits among thousands', () => {
    const steps = Array.from({ length: 10_000 }, (_, at) => ({
      id: `s${at}`,
      parent: at % 10 === 0 ? null : `s${at - (at % 10)}`,
      state: at === 9_999 ? ('waiting' as const) : ('planned' as const),
    }));
    const { nodes } = stepGraphOf(tableOf(viewOf(steps)), { limit: 9_000, focus: 's0' });
    expect(nodes).toHaveLength(240);
    expect(nodes.map(({ id }) => id)).toContain('s9999');
  });
});
