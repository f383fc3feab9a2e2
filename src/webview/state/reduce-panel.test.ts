import { expect, test } from 'vitest';
import { WHOLE_TASK } from '../../protocol/panel.ts';
import { snapshotWith, waiting } from '../testing/snapshots.ts';
import type { PanelEvent } from './panel-event.ts';
import { FIRST_LOOK, firstState, type PanelState } from './panel-state.ts';
import { decisionKey, isPending, reducePanel } from './reduce-panel.ts';
import { nextWaiting, shownStep, shownStepId, waitOf } from './selectors.ts';

function after(...events: PanelEvent[]): PanelState {
  return events.reduce(reducePanel, firstState(FIRST_LOOK));
}

const snapshot = (number: number, more: Parameters<typeof snapshotWith>[0] = {}): PanelEvent => ({
  type: 'snapshot',
  snapshot: snapshotWith({ number, ...more }),
});

test('a snapshot that is older than the shown one is ignored and counted', () => {
  const state = after(snapshot(5, { prompt: 'new' }), snapshot(4, { prompt: 'old' }), snapshot(5));
  expect(state.snapshot?.session?.prompt).toBe('new');
  expect(state.ignored).toBe(2);
});

test('a decision that was sent is pending until its answer brings a newer snapshot', () => {
  const key = decisionKey('s1', 'b', 7);
  const shown = snapshot(1, { selected: 'b', wait: waiting('b', 7) });
  const sent = after(shown, { type: 'sent', key });
  expect(isPending(sent, key)).toBe(true);
  const unchanged = reducePanel(sent, snapshot(2, { selected: 'b', wait: waiting('b', 7) }));
  expect(isPending(unchanged, key)).toBe(true);
  const answered = reducePanel(unchanged, { type: 'answered', request: 1, sentence: null });
  expect(isPending(answered, key)).toBe(true);
  expect(isPending(reducePanel(answered, snapshot(3)), key)).toBe(false);
});

test('a snapshot without the question ends the decision, answered or not', () => {
  const key = decisionKey('s1', 'b', 7);
  const sent = after(snapshot(1, { selected: 'b', wait: waiting('b', 7) }), { type: 'sent', key });
  expect(isPending(reducePanel(sent, snapshot(2)), key)).toBe(false);
});

test('a refused request says so and may be tried again', () => {
  const key = decisionKey('s1', 'b', 7);
  const state = after(
    snapshot(1, { selected: 'b', wait: waiting('b', 7) }),
    { type: 'sent', key },
    { type: 'answered', request: 1, sentence: 'Somebody else answered.' },
  );
  expect(isPending(state, key)).toBe(false);
  expect(state.failure).toBe('Somebody else answered.');
});

test('an answer to nothing that was asked is ignored and counted', () => {
  const state = after({ type: 'answered', request: 9, sentence: 'x' });
  expect(state).toMatchObject({ failure: null, ignored: 1 });
});

test('request numbers never repeat', () => {
  const state = after({ type: 'sent', key: 'a' }, { type: 'sent', key: 'b' });
  expect(state.pending.map(({ request }) => request)).toEqual([1, 2]);
});

test('a question that the host put before the reader stays there when another opens', () => {
  const state = after(snapshot(1, { selected: 'b', wait: waiting('b', 7) }));
  expect(state.look.selected).toBe('b');
});

test('without a question the host goes on choosing what is shown', () => {
  expect(after(snapshot(1, { selected: 'b' })).look.selected).toBeNull();
});

test('another session forgets steps and foldings of the one before', () => {
  const state = after(
    snapshot(1),
    { type: 'select', stepId: 'a' },
    { type: 'fold', stepId: 'a', folded: true },
    snapshot(2, { sessionId: 's2' }),
  );
  expect(state.look).toMatchObject({ selected: null, folded: [], offset: 0 });
});

test('folding and unfolding a step leaves it in one of the two lists', () => {
  const folded = after({ type: 'fold', stepId: 'a', folded: true });
  expect(folded.look).toMatchObject({ folded: ['a'], unfolded: [] });
  const open = reducePanel(folded, { type: 'fold', stepId: 'a', folded: false });
  expect(open.look).toMatchObject({ folded: [], unfolded: ['a'] });
});

test('foldings never exceed what a look may carry', () => {
  const events = Array.from({ length: 600 }, (_, index): PanelEvent => {
    return { type: 'fold', stepId: `s${index}`, folded: true };
  });
  expect(after(...events).look.folded).toHaveLength(500);
});

test('evidence of another step is not shown as that of the chosen one', () => {
  const state = after(snapshot(1, { selected: 'a' }), { type: 'select', stepId: 'b' });
  expect(shownStepId(state)).toBe('b');
  expect(shownStep(state)).toBeNull();
  expect(waitOf(state)).toBeNull();
});

test('a sought row that is not on the page is asked for, and selected when it comes', () => {
  const seeking = after(snapshot(1, { rows: ['a', 'b'], total: 1000 }), { type: 'seek', row: 500 });
  expect(seeking.look).toMatchObject({ offset: 450, selected: null });
  const rows = Array.from({ length: 100 }, (_, index) => `r${450 + index}`);
  const found = reducePanel(seeking, snapshot(2, { rows, total: 1000, offset: 450 }));
  expect(found.look.selected).toBe('r500');
  expect(found.sought).toBeNull();
});

test('the row before the first is the whole task', () => {
  expect(after(snapshot(1, { rows: ['a'] }), { type: 'seek', row: -1 }).look.selected).toBe(WHOLE_TASK);
});

test('a revealed step of another session forgets the look at this one', () => {
  const state = after(
    snapshot(1),
    { type: 'looked', change: { find: 'x' } },
    { type: 'reveal', sessionId: 's2', stepId: 'q' },
  );
  expect(state.look).toMatchObject({ session_id: 's2', selected: 'q', find: '' });
});

test('a revealed step of another session stays chosen when that session comes', () => {
  const revealing = after(snapshot(1), { type: 'reveal', sessionId: 's2', stepId: 'b' });
  const found = snapshotWith({ number: 2, sessionId: 's2', selected: 'b' });
  const state = reducePanel(revealing, {
    type: 'snapshot',
    snapshot: { ...found, look: revealing.look },
  });
  expect(state.look).toMatchObject({ session_id: 's2', selected: 'b' });
});

test('an open form closes when its question is gone, and when another step is chosen', () => {
  const asked = snapshot(1, { selected: 'b', wait: waiting('b', 7) });
  const open = after(asked, { type: 'form', form: 'reject' });
  expect(open.form).toBe('reject');
  expect(reducePanel(open, snapshot(2, { selected: 'b' })).form).toBe('none');
  expect(reducePanel(open, { type: 'select', stepId: 'a' }).form).toBe('none');
  expect(reducePanel(open, snapshot(2, { selected: 'b', wait: waiting('b', 7) })).form).toBe('reject');
});

test('an open form closes when its step asks another question: what was filled in was meant for the first', () => {
  const open = after(snapshot(1, { selected: 'b', wait: waiting('b', 7) }), { type: 'form', form: 'pick' });
  expect(reducePanel(open, snapshot(2, { selected: 'b', wait: waiting('b', 9) })).form).toBe('none');
});

test('the next waiting step follows the one looked at, and begins anew after the last', () => {
  const at = (selected: string) =>
    nextWaiting(after(snapshot(1, { waiting: ['a', 'c'] }), { type: 'select', stepId: selected }));
  expect(at('a')).toBe('c');
  expect(at('c')).toBe('a');
  expect(at('b')).toBe('a');
});

test('a question of the session itself comes first', () => {
  const state = after(snapshot(1, { waiting: ['a'], sessionWait: waiting(WHOLE_TASK, 3, 'budget') }));
  expect(nextWaiting({ ...state, look: { ...state.look, selected: 'a' } })).toBe(WHOLE_TASK);
});

test('an interrupted session asks its question at the whole task, which itself waits for nothing', () => {
  const wait = waiting(WHOLE_TASK, null, 'interrupted');
  const state = after(snapshot(1, { selected: WHOLE_TASK, sessionWait: wait }));
  expect(waitOf(state)).toEqual(wait);
});

test('the page that the host turned to for a revealed step is the one looked at', () => {
  const state = after(snapshot(1, { rows: ['a'], total: 900, offset: 400 }));
  expect(state.look.offset).toBe(400);
});

test('a page of an earlier look does not undo where the reader scrolled to', () => {
  const scrolled = after(snapshot(1, { total: 900 }), { type: 'looked', change: { offset: 200 } });
  expect(reducePanel(scrolled, snapshot(2, { total: 900, offset: 0 })).look.offset).toBe(200);
});

test('the way to a step that was revealed in a folded part stays open', () => {
  const found = snapshotWith({ number: 2, rows: ['a', 'a1'] });
  const rows = found.outline!.rows.map((row) =>
    row.step_id === 'a1' ? { ...row, parent_id: 'a', level: 1 } : { ...row, parent_id: null },
  );
  const state = after(
    snapshot(1, { rows: ['a'] }),
    { type: 'reveal', sessionId: null, stepId: 'a1' },
    { type: 'snapshot', snapshot: { ...found, outline: { ...found.outline!, rows } } },
  );
  expect(state.look.unfolded).toEqual(['a']);
});

test('requests that are asked for from outside are those of the whole task, unless a step is named', () => {
  const reveal = (stepId: string | null) =>
    after(snapshot(1), { type: 'reveal', sessionId: 's1', stepId, requests: true });
  expect(reveal(null)).toMatchObject({
    look: { selected: WHOLE_TASK, requests: { before: null, opened: null } },
    inspecting: true,
  });
  expect(reveal('b').look.selected).toBe('b');
  expect(reducePanel(reveal('b'), { type: 'inspected' }).inspecting).toBe(false);
});

test('another step or session begins at its newest requests, with none open; the same one stays where it was read', () => {
  const reading = { before: 80, opened: 12 };
  const read = after(
    snapshot(1),
    { type: 'select', stepId: 'a' },
    { type: 'looked', change: { requests: reading } },
  );
  const newest = { before: null, opened: null };
  expect(reducePanel(read, { type: 'select', stepId: 'a' }).look.requests).toEqual(reading);
  expect(reducePanel(read, { type: 'select', stepId: 'b' }).look.requests).toEqual(newest);
  expect(reducePanel(read, { type: 'reveal', sessionId: 's2', stepId: null }).look.requests).toEqual(newest);
  expect(after(snapshot(1), { type: 'select', stepId: 'b' }).look).not.toHaveProperty('requests');
});
