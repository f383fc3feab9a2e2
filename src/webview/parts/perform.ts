import type { KeyAction } from '../keys/key-action.ts';
import { gateOffers, type GateOffers } from '../gates/gate-offers.ts';
import { layOutGraph } from '../graph/lay-out-graph.ts';
import { moveInTree, type TreeMove, type TreePlace } from '../graph/move-in-tree.ts';
import { isImported } from '../../protocol/is-imported.ts';
import { WHOLE_TASK } from '../../protocol/panel.ts';
import type { OutlineRow, StepGraph } from '../../protocol/outline.ts';
import type { PanelState } from '../state/panel-state.ts';
import type { PanelStore } from '../state/panel-store.ts';
import { nextWaiting, shownSession, shownStep, shownStepId, waitOf } from '../state/selectors.ts';
import { focusNamed } from './focus.ts';

type Performance = (store: PanelStore) => void;

const PERFORMANCES: Readonly<Record<Exclude<KeyAction, TreeMove>, Performance>> = {
  'next-waiting': showNextWaiting,
  diff: openDiff,
  approve: approveOnce,
  reject: openReject,
  more: askForMore,
  find: () => focusNamed('find'),
  'toggle-view': toggleView,
  help: (store) => store.dispatch({ type: 'help', open: !store.state.help }),
};

/** Carries out what a key or a command of the palette asks for; what makes no sense now does nothing. */
export function perform(action: KeyAction, store: PanelStore): void {
  if (action in PERFORMANCES) PERFORMANCES[action as keyof typeof PERFORMANCES](store);
  else move(action as TreeMove, store);
}

export function showNextWaiting(store: PanelStore): void {
  const stepId = nextWaiting(store.state);
  if (stepId !== null) store.dispatch({ type: 'select', stepId });
}

function toggleView(store: PanelStore): void {
  const view = store.state.look.view === 'graph' ? 'list' : 'graph';
  store.dispatch({ type: 'looked', change: { view } });
}

function openDiff(store: PanelStore): void {
  if ((shownStep(store.state)?.diffs.length ?? 0) > 0) store.act('diff');
}

/** Returns what may be answered to the question that is looked at; null when there is none, or it was asked elsewhere. */
export function offersOf(state: PanelState): GateOffers | null {
  const session = shownSession(state);
  if (session !== null && isImported(session)) return null;
  const detail = shownStep(state);
  const wait = waitOf(state);
  return detail === null || wait === null ? null : gateOffers(wait, detail);
}

function offered(state: PanelState, kind: string): boolean {
  return offersOf(state)?.offers.some((offer) => offer.kind === kind) === true;
}

/** A grave yes is not said by one letter: the key leads to its button. */
function approveOnce(store: PanelStore): void {
  if (!offered(store.state, 'approve')) return;
  if (offersOf(store.state)?.grave === true) focusNamed('offer-approve');
  else store.decide({ kind: 'approve' });
}

function openReject(store: PanelStore): void {
  if (offered(store.state, 'reject')) store.dispatch({ type: 'form', form: 'reject' });
}

function askForMore(store: PanelStore): void {
  if (offered(store.state, 'more')) store.decide({ kind: 'more' });
}

function move(action: TreeMove, store: PanelStore): void {
  if (store.state.look.view === 'list' && action !== 'fold' && action !== 'unfold') moveInList(action, store);
  else moveAmong(placesOf(store.state), action, store);
}

/** The list knows its rows by number, also those whose page is not here. */
function moveInList(action: Exclude<TreeMove, 'fold' | 'unfold'>, store: PanelStore): void {
  const outline = store.state.snapshot?.outline;
  if (outline === null || outline === undefined) return;
  const selected = shownStepId(store.state);
  const index = outline.rows.findIndex((row) => row.step_id === selected);
  const at = store.state.sought ?? (index < 0 ? -1 : outline.offset + index);
  const row = { up: at - 1, down: at + 1, first: -1, last: outline.total - 1 }[action];
  if (row < outline.total) store.dispatch({ type: 'seek', row });
}

function moveAmong(places: readonly TreePlace[], action: TreeMove, store: PanelStore): void {
  const step = moveInTree(places, shownStepId(store.state), action);
  if (step?.kind === 'select') store.dispatch({ type: 'select', stepId: selectable(step.id, store.state) });
  if (step?.kind === 'fold') store.dispatch({ type: 'fold', stepId: step.id, folded: step.folded });
}

/** Selecting a run of steps means the step in its middle: that draws the run's surroundings. */
function selectable(id: string, state: PanelState): string {
  const node = state.snapshot?.graph?.nodes.find((each) => each.id === id);
  return node?.kind === 'run' ? node.middle : id;
}

function placesOf({ look, snapshot }: PanelState): TreePlace[] {
  if (look.view === 'graph') {
    const graph = snapshot?.graph ?? null;
    return graph === null ? [] : graphPlaces(graph);
  }
  return [wholeTask, ...(snapshot?.outline?.rows ?? []).map(rowPlace)];
}

const wholeTask: TreePlace = { id: WHOLE_TASK, parent: null, foldable: false, folded: false };

function rowPlace(row: OutlineRow): TreePlace {
  const { step_id, parent_id, children, folded } = row;
  return { id: step_id, parent: parent_id ?? WHOLE_TASK, foldable: children > 0, folded };
}

function graphPlaces(graph: StepGraph): TreePlace[] {
  return layOutGraph(graph).nodes.map(({ id, parent, node }) =>
    node?.kind === 'step' && id !== WHOLE_TASK
      ? { ...rowPlace(node.row), parent }
      : { id, parent, foldable: false, folded: false },
  );
}
