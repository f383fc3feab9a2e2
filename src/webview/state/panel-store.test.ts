import { expect, test } from 'vitest';
import type { FromPanel } from '../../protocol/panel.ts';
import type { HostLink } from '../connection/host-link.ts';
import { snapshotWith, waiting } from '../testing/snapshots.ts';
import { PanelStore } from './panel-store.ts';

function storeWith(saved?: unknown) {
  const posted: FromPanel[] = [];
  const kept: unknown[] = [];
  const link: HostLink = {
    post: (message) => posted.push(message),
    saved: () => saved,
    save: (state) => kept.push(state),
    onMessage: () => () => undefined,
  };
  const store = new PanelStore(link);
  return { store, posted, kept };
}

const asked = snapshotWith({ selected: 'b', wait: waiting('b', 7) });

test('a double click decides once, naming the question that was read', () => {
  const { store, posted } = storeWith();
  store.receive(asked);
  store.decide({ kind: 'approve' });
  store.decide({ kind: 'approve' });
  const decisions = posted.filter(({ type }) => type === 'decide');
  expect(decisions).toEqual([
    {
      type: 'decide',
      request: 1,
      session_id: 's1',
      step_id: 'b',
      opened_seq: 7,
      decision: { kind: 'approve' },
    },
  ]);
});

test('nothing is decided before the evidence of the chosen step is there', () => {
  const { store, posted } = storeWith();
  store.receive(asked);
  store.dispatch({ type: 'select', stepId: 'a' });
  store.decide({ kind: 'approve' });
  expect(posted.some(({ type }) => type === 'decide')).toBe(false);
});

test('a changed look is sent and saved', () => {
  const { store, posted, kept } = storeWith();
  store.dispatch({ type: 'looked', change: { view: 'list' } });
  expect(posted).toMatchObject([{ type: 'look', look: { view: 'list' } }]);
  expect(kept).toMatchObject([{ look: { view: 'list' } }]);
});

test('a look that says the same again is not sent', () => {
  const { store, posted } = storeWith();
  store.dispatch({ type: 'looked', change: { view: 'graph' } });
  expect(posted).toEqual([]);
});

test('the look of last time is asked for first; a damaged one is none', () => {
  const last = storeWith();
  last.store.dispatch({ type: 'looked', change: { view: 'list', find: 'x' } });
  const again = storeWith(last.kept.at(-1));
  again.store.begin();
  expect(again.posted[0]).toMatchObject({ type: 'ready', look: { view: 'list', find: 'x' } });
  expect(storeWith({ look: { view: 3 } }).store.state.look.view).toBe('graph');
});

test('what is kept stays under 50,000 characters', () => {
  const { store, kept } = storeWith();
  for (let index = 0; index < 500; index += 1) {
    store.dispatch({ type: 'fold', stepId: `${index}${'x'.repeat(200)}`, folded: true });
  }
  expect(Math.max(...kept.map((each) => JSON.stringify(each).length))).toBeLessThan(50_000);
});

test('a message of no known shape is ignored and counted', () => {
  const { store } = storeWith();
  store.receive(undefined);
  expect(store.state.ignored).toBe(1);
});
