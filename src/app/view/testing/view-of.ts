import type { StepState } from '../../../protocol/session.ts';
import type { SessionView } from '../session-view.ts';
import { emptyView } from '../session-view.ts';
import { newStepView } from '../step-view.ts';

export interface PlannedView {
  readonly id: string;
  readonly parent: string | null;
  readonly state: StepState;
  readonly dependsOn?: readonly string[];
}

/** Returns a session of these steps, parents before children, below a step for the session itself. */
export function viewOf(steps: readonly PlannedView[], own: StepState = 'working'): SessionView {
  const view = emptyView();
  view.id = 'session';
  addStep(view, { id: 'task', parent: null, state: own });
  for (const step of steps) addStep(view, { ...step, parent: step.parent ?? 'task' });
  return view;
}

/** Returns a session drawn as lines such as `a accepted` and, indented below it, `a1 waiting <a0`. */
export function drawnView(drawing: string, own?: StepState): SessionView {
  const way: string[] = [];
  const steps = drawing
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const depth = line.search(/\S/u) / 2;
      const [id = '', state = 'planned', ...needed] = line.trim().split(' ');
      const dependsOn = needed.map((each) => each.replace('<', ''));
      way[depth] = id;
      return { id, parent: way[depth - 1] ?? null, state: state as StepState, dependsOn };
    });
  return viewOf(steps, own);
}

function addStep(view: SessionView, { id, parent, state, dependsOn = [] }: PlannedView): void {
  const brief = {
    id,
    title: `Step ${id}`,
    description: `What ${id} is about`,
    kind: 'edit',
    depth: 1,
    promise: { kind: 'none' as const },
    mayBreak: [],
    files: [],
  };
  const input = { brief, ancestors: [], index: 1, count: 1 };
  const spec = { id, dependsOn, graph: parent === null ? 'session' : 'leaf', input: input as never };
  const step = newStepView(spec, parent === null ? null : (view.steps.get(parent) ?? null));
  step.state = state;
  if (state === 'waiting') {
    step.gate = { trigger: 'undecided', details: '' };
    step.gateSeq = 7;
  }
  view.steps.set(id, step);
  const above = parent === null ? undefined : view.steps.get(parent);
  if (above !== undefined) above.children += 1;
}
