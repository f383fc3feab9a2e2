import type { StepState } from '../../protocol/session.ts';

export interface TreeStep {
  readonly id: string;
  readonly parentId: string | null;
  readonly state: StepState;
}

/** A line of the plan: a step, or several neighbours in one state folded together. */
export type TreeRow<Step extends TreeStep> =
  | { readonly kind: 'step'; readonly step: Step; readonly depth: number; readonly hidden: number }
  | { readonly kind: 'folded'; readonly state: StepState; readonly count: number; readonly depth: number };

interface Folding {
  /** Hide the children of steps that are done. */
  readonly subtrees: boolean;
  /** States whose neighbours become one line. */
  readonly runs: readonly StepState[];
}

/** From everything shown to as little as makes sense. */
const FOLDINGS: readonly Folding[] = [
  { subtrees: false, runs: [] },
  { subtrees: true, runs: [] },
  { subtrees: true, runs: ['accepted', 'skipped'] },
  { subtrees: true, runs: ['accepted', 'skipped', 'planned'] },
];

const DONE: readonly StepState[] = ['accepted', 'skipped'];

/** Returns the plan in at most `height` rows: what is finished folds first, then what has not begun; the rest is cut. */
export function planRows<Step extends TreeStep>(steps: Iterable<Step>, height: number): TreeRow<Step>[] {
  const children = childrenByParent([...steps]);
  const attempts = FOLDINGS.map((folding) => rowsBelow(null, 0, { children, folding }));
  const fitting = attempts.find((rows) => rows.length <= height) ?? attempts.at(-1) ?? [];
  return aroundWork(fitting, Math.max(0, height));
}

type Children<Step> = ReadonlyMap<string | null, readonly Step[]>;

function childrenByParent<Step extends TreeStep>(steps: readonly Step[]): Children<Step> {
  const ids = new Set(steps.map(({ id }) => id));
  const children = new Map<string | null, Step[]>();
  for (const step of steps) {
    const parent = step.parentId !== null && ids.has(step.parentId) ? step.parentId : null;
    children.set(parent, [...(children.get(parent) ?? []), step]);
  }
  return children;
}

interface Walk<Step extends TreeStep> {
  readonly children: Children<Step>;
  readonly folding: Folding;
}

function rowsBelow<Step extends TreeStep>(
  parent: string | null,
  depth: number,
  walk: Walk<Step>,
): TreeRow<Step>[] {
  const rows = (walk.children.get(parent) ?? []).flatMap((step): TreeRow<Step>[] => {
    const below = rowsBelow(step.id, depth + 1, walk);
    const folds = walk.folding.subtrees && DONE.includes(step.state) && below.length > 0;
    const row = { kind: 'step', step, depth, hidden: folds ? below.length : 0 } as const;
    return folds ? [row] : [row, ...below];
  });
  return foldRuns(rows, depth, walk.folding.runs);
}

/** Two neighbours or more in one state, none with visible children, become one line. */
function foldRuns<Step extends TreeStep>(
  rows: readonly TreeRow<Step>[],
  depth: number,
  states: readonly StepState[],
): TreeRow<Step>[] {
  const folded: TreeRow<Step>[] = [];
  rows.forEach((row, index) => {
    const state = foldableState(row, rows[index + 1], depth, states);
    const last = folded.at(-1);
    if (state === undefined) folded.push(row);
    else if (last?.kind === 'folded' && last.depth === depth && last.state === state) {
      folded[folded.length - 1] = { ...last, count: last.count + 1 };
    } else folded.push({ kind: 'folded', state, count: 1, depth });
  });
  return folded;
}

function foldableState<Step extends TreeStep>(
  row: TreeRow<Step>,
  next: TreeRow<Step> | undefined,
  depth: number,
  states: readonly StepState[],
): StepState | undefined {
  if (row.kind !== 'step' || row.depth !== depth || !states.includes(row.step.state)) return undefined;
  return next !== undefined && next.depth > depth ? undefined : row.step.state;
}

/** Cuts what does not fit, keeping the first thing that is worked on in sight. */
function aroundWork<Step extends TreeStep>(rows: readonly TreeRow<Step>[], height: number): TreeRow<Step>[] {
  if (rows.length <= height) return [...rows];
  const busy = rows.findIndex(
    (row) =>
      row.kind === 'step' && ['working', 'waiting'].includes(row.step.state) && !hasBusyChild(rows, row),
  );
  const start = Math.max(0, Math.min(busy - Math.floor(height / 2), rows.length - height));
  return rows.slice(start, start + height);
}

function hasBusyChild<Step extends TreeStep>(rows: readonly TreeRow<Step>[], row: TreeRow<Step>): boolean {
  const next = rows[rows.indexOf(row) + 1];
  return next !== undefined && next.depth > row.depth;
}
