import { describe, expect, it } from 'vitest';
import type { OutlineQuery } from '../../../protocol/outline.ts';
import { outline } from '../../../protocol/outline.ts';
import { STATES, randomSteps } from '../../view/testing/random-steps.ts';
import { drawnView, viewOf } from '../../view/testing/view-of.ts';
import { tableOf } from '../testing/table-of.ts';
import { outlineOf } from './outline-of.ts';

const FIRST = { offset: 0, limit: 50 };

const TREE = `
a accepted
  a1 accepted
  a2 skipped
b working
  b1 accepted
  b2 waiting
    b21 failed
c planned
`;

function ids(query: Partial<OutlineQuery>, tree = TREE): string {
  const { rows } = outlineOf(tableOf(drawnView(tree)), { ...FIRST, ...query });
  return rows.map((row) => `${'.'.repeat(row.level)}${row.step_id}${row.folded ? '+' : ''}`).join(' ');
}

describe('the outline', () => {
  it.each<[string, Partial<OutlineQuery>, string]>([
    ['folds what is finished, and nothing else', {}, 'a+ b .b1 .b2 ..b21 c'],
    ['unfolds what a person unfolded', { unfolded: ['a'] }, 'a .a1 .a2 b .b1 .b2 ..b21 c'],
    ['folds what a person folded', { folded: ['b'] }, 'a+ b+ c'],
    ['does not fold what has no parts', { folded: ['c'] }, 'a+ b .b1 .b2 ..b21 c'],
    ['finds by id, with what leads to it', { find: 'b21' }, 'b .b2 ..b21'],
    ['finds by title without regard to case', { find: ' step A1 ' }, 'a .a1'],
    ['finds by description', { find: 'what c is' }, 'c'],
    ['shows the parts of what it found that match too', { find: 'a' }, 'a .a1 .a2 b .b1 .b2 ..b21 c'],
    ['leaves parts that do not match folded away', { find: 'step b2' }, 'b .b2 ..b21'],
    [
      'shows steps in some states, with what leads to them',
      { states: ['skipped', 'failed'] },
      'a .a2 b .b2 ..b21',
    ],
    ['takes no states for all states', { states: [] }, 'a+ b .b1 .b2 ..b21 c'],
    ['finds nothing', { find: 'nowhere' }, ''],
    ['folds in what was found, when told to', { find: 'b21', folded: ['b2'] }, 'b .b2+'],
    ['opens the way to the step that it is to show', { around: 'a2' }, 'a .a1 .a2 b .b1 .b2 ..b21 c'],
    ['gives the page with a step', { around: 'b2', limit: 2 }, '.b1 .b2'],
    ['gives the first page for a step that is not there', { around: 'x', limit: 2 }, 'a+ b'],
    ['gives the last page when the offset lies behind the end', { offset: 90, limit: 4 }, '..b21 c'],
    ['begins anywhere', { offset: 1, limit: 2 }, 'b .b1'],
    ['gives at least one row', { offset: 0, limit: 0 }, 'a+'],
  ])('%s', (_title, query, expected) => {
    expect(ids(query)).toBe(expected);
  });

  it('counts leaves over the whole session, folded or not, and totals them by row', () => {
    const { counts, rows, total } = outlineOf(tableOf(drawnView(TREE)), FIRST);
    expect(counts).toEqual({ planned: 1, working: 0, waiting: 0, accepted: 2, skipped: 1, failed: 1 });
    expect(total).toBe(6);
    expect(rows[0]).toMatchObject({ leaves: 2, leaves_done: 1, children: 2, position: 1, siblings: 3 });
    expect(rows[4]).toMatchObject({ step_id: 'b21', leaves: 1, leaves_done: 0, parent_id: 'b2', level: 2 });
    expect(rows[1]).toMatchObject({ parent_id: null, level: 0, waiting_for: null });
    expect(rows[3]).toMatchObject({ step_id: 'b2', waiting_for: 'undecided', position: 2, siblings: 2 });
  });

  it('names what waits in the order of the tree, the session itself first', () => {
    const tree = 'a working\n  a1 waiting\nb waiting\n';
    expect(outlineOf(tableOf(drawnView(tree, 'waiting')), FIRST).waiting).toEqual(['task', 'a1', 'b']);
    expect(outlineOf(tableOf(drawnView(tree)), { ...FIRST, find: 'nowhere' }).waiting).toEqual(['a1', 'b']);
  });

  it('finds in a long row what only a description says, and what waits there', () => {
    const view = viewOf(
      Array.from({ length: 900 }, (_, at) => ({
        id: `s${at}`,
        parent: null,
        state: at === 700 ? 'waiting' : 'planned',
      })),
    );
    for (const [id, step] of view.steps) {
      const brief = { ...step.input.brief, title: 'Same', description: `About ${id}.` };
      view.steps.set(id, { ...step, input: { ...step.input, brief } });
    }
    const { rows, total, waiting } = outlineOf(tableOf(view), { ...FIRST, find: 'about s77' });
    expect(rows.map((row) => row.step_id)).toEqual([
      's77',
      ...Array.from({ length: 10 }, (_, at) => `s77${at}`),
    ]);
    expect([total, rows[3]?.position, rows[3]?.siblings]).toEqual([11, 4, 11]);
    expect(waiting).toEqual(['s700']);
  });

  it('never gives more than 200 rows and 50 waiting steps', () => {
    const view = viewOf(
      Array.from({ length: 300 }, (_, at) => ({ id: `s${at}`, parent: null, state: 'waiting' })),
    );
    const { rows, waiting, total } = outlineOf(tableOf(view), { offset: 0, limit: 5000 });
    expect([rows.length, waiting.length, total]).toEqual([200, 50, 300]);
  });

  it.each([1, 2, 3, 4, 5])('gives every visible step once, page after page (tree %i)', (seed) => {
    const view = viewOf(randomSteps(seed, 400));
    const seen: string[] = [];
    const { total } = outlineOf(tableOf(view), FIRST);
    for (let offset = 0; offset < total; offset += 17) {
      const page = outlineOf(tableOf(view), { offset, limit: 17 });
      expect(outline.safeParse(page).success).toBe(true);
      seen.push(...page.rows.map((row) => row.step_id));
    }
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
  });

  it.each([6, 7, 8])(
    'shows a parent before its children, and only matches below which there are none (tree %i)',
    (seed) => {
      const view = viewOf(randomSteps(seed, 150));
      for (const state of STATES) {
        const { rows } = outlineOf(tableOf(view), { offset: 0, limit: 200, states: [state] });
        const before = new Set<string>();
        for (const row of rows) {
          if (row.parent_id !== null) expect(before).toContain(row.parent_id);
          before.add(row.step_id);
          const isParent = rows.some((each) => each.parent_id === row.step_id);
          if (!isParent) expect(row.state).toBe(state);
        }
      }
    },
  );
});
