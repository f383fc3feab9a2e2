import { describe, expect, it } from 'vitest';
import type { StepState } from '../../protocol/session.ts';
import { planRows, type TreeStep } from './plan-tree.ts';

function step(id: string, state: StepState, parentId: string | null = null): TreeStep {
  return { id, state, parentId };
}

function shown(steps: readonly TreeStep[], height: number): string[] {
  return planRows(steps, height).map((row) =>
    row.kind === 'folded'
      ? `${'  '.repeat(row.depth)}[${row.count} ${row.state}]`
      : `${'  '.repeat(row.depth)}${row.step.id}${row.hidden > 0 ? `(+${row.hidden})` : ''}`,
  );
}

const PLAN = [
  step('a', 'accepted'),
  step('a1', 'accepted', 'a'),
  step('a2', 'accepted', 'a'),
  step('b', 'working'),
  step('b1', 'accepted', 'b'),
  step('b2', 'accepted', 'b'),
  step('b3', 'working', 'b'),
  step('b4', 'planned', 'b'),
  step('b5', 'planned', 'b'),
];

describe('the plan on a screen', () => {
  it('is shown whole where there is room', () => {
    expect(shown(PLAN, 9)).toEqual(['a', '  a1', '  a2', 'b', '  b1', '  b2', '  b3', '  b4', '  b5']);
  });

  it('folds finished subtrees first, then finished neighbours, then what has not begun', () => {
    expect(shown(PLAN, 8)).toEqual(['a(+2)', 'b', '  b1', '  b2', '  b3', '  b4', '  b5']);
    expect(shown(PLAN, 6)).toEqual(['[1 accepted]', 'b', '  [2 accepted]', '  b3', '  b4', '  b5']);
    expect(shown(PLAN, 5)).toEqual(['[1 accepted]', 'b', '  [2 accepted]', '  b3', '  [2 planned]']);
  });

  it('never has more rows than it may, and keeps what is worked on in sight', () => {
    for (let height = 0; height < 5; height += 1) expect(shown(PLAN, height).length).toBe(height);
    expect(shown(PLAN, 1)).toEqual(['  b3']);
  });

  it('shows steps whose parent it does not know at the top', () => {
    expect(shown([step('x', 'planned', 'root')], 5)).toEqual(['x']);
  });
});
