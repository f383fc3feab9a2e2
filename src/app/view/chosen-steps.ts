import type { VisibleStep } from './visible-steps.ts';

export interface ChoiceOptions {
  readonly visible: readonly VisibleStep[];
  /** Must be drawn, with what leads to it. */
  readonly focus: VisibleStep | undefined;
  /** Most nodes: steps, and runs of siblings that are not drawn. */
  readonly limit: number;
}

/** What is drawn of a state, when not everything can be: what a person may have to do something about comes first. */
const URGENCY: Readonly<Partial<Record<string, number>>> = { waiting: 0, failed: 1, working: 2 };
const NOT_URGENT = 3;

/**
 * Returns which steps are drawn one by one. Every unbroken run of siblings that are not takes one node more. First comes
 * the focus, then what waits, failed or works, then the rest, always what is near the focus first.
 */
export function chosenSteps({ visible, focus, limit }: ChoiceOptions): ReadonlySet<VisibleStep> {
  if (visible.length <= limit) return new Set(visible);
  const choice = new Choice(visible);
  for (const step of focus === undefined ? [] : withAncestors(focus)) choice.add(step);
  for (const step of byImportance(visible, focus)) choice.addWithin(step, limit);
  return choice.chosen;
}

/** Steps chosen so far, and how many nodes they and the runs between them take. */
class Choice {
  readonly chosen = new Set<VisibleStep>();
  readonly #siblings: Siblings;
  #size = 1;

  constructor(visible: readonly VisibleStep[]) {
    this.#siblings = siblingsOf(visible);
  }

  add(step: VisibleStep): void {
    if (this.chosen.has(step)) return;
    this.#size += this.#costs(step);
    this.chosen.add(step);
  }

  /** Adds the step and what leads to it, if that fits. */
  addWithin(step: VisibleStep, limit: number): void {
    if (this.chosen.has(step)) return;
    const before = this.#size;
    const added = withAncestors(step).filter((each) => !this.chosen.has(each));
    added.forEach((each) => this.add(each));
    if (this.#size <= limit) return;
    added.forEach((each) => this.chosen.delete(each));
    this.#size = before;
  }

  /** A step between two that are not drawn splits their run; its children begin as a run of their own. */
  #costs(step: VisibleStep): number {
    const beside = [step.position - 2, step.position].map((index) => this.#siblings(step)[index]);
    const undrawn = beside.filter((each) => each !== undefined && !this.chosen.has(each)).length;
    return undrawn + (step.children.length > 0 ? 1 : 0);
  }
}

type Siblings = (step: VisibleStep) => readonly VisibleStep[];

function siblingsOf(visible: readonly VisibleStep[]): Siblings {
  const top = visible.filter(({ parent }) => parent === undefined);
  return ({ parent }) => parent?.children ?? top;
}

function withAncestors(step: VisibleStep): VisibleStep[] {
  const way: VisibleStep[] = [];
  for (let at: VisibleStep | undefined = step; at !== undefined; at = at.parent) way.unshift(at);
  return way;
}

function byImportance(visible: readonly VisibleStep[], focus: VisibleStep | undefined): VisibleStep[] {
  const centre = focus === undefined ? 0 : visible.indexOf(focus);
  const ranked = visible.map((step, index) => ({
    step,
    urgency: URGENCY[step.node.step.state] ?? NOT_URGENT,
    distance: Math.abs(index - centre),
  }));
  ranked.sort((a, b) => a.urgency - b.urgency || a.distance - b.distance);
  return ranked.map(({ step }) => step);
}
