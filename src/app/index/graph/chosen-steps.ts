import { NONE, TOP } from '../table/branch-table.ts';
import type { VisibleSteps } from '../outline/visible-steps.ts';
import { Importance } from './importance.ts';
import type { StepTable } from '../table/step-table.ts';

export interface ChoiceOptions {
  readonly visible: VisibleSteps;
  readonly isOpen: (at: number) => boolean;
  /** Place, among them, of the step that must be drawn, with what leads to it; undefined: where something goes on. */
  readonly focus: number | undefined;
  /** Most nodes: steps, and runs of siblings that are not drawn. */
  readonly limit: number;
}

/**
 * Returns which steps are drawn one by one. Every unbroken run of siblings that are not takes one node more. First comes
 * the focus, then what waits, failed or works, then the rest, always what is near the focus first.
 */
export function chosenSteps(
  steps: StepTable,
  { visible, isOpen, focus, limit }: ChoiceOptions,
): ReadonlySet<number> {
  if (visible.length <= limit) return new Set(visible.page(0, limit));
  const importance = new Importance(steps, visible);
  const centre = focus ?? importance.centre();
  const choice = new Choice(steps, isOpen);
  for (const step of wayTo(steps, visible.at(centre))) choice.add(step);
  for (const place of importance.from(centre)) {
    if (choice.size >= limit) break;
    choice.addWithin(visible.at(place), limit);
  }
  if (choice.size === limit) choice.fillGaps();
  return choice.chosen;
}

/** Steps chosen so far, and how many nodes they and the runs between them take. */
class Choice {
  readonly chosen = new Set<number>();
  size = 1;
  readonly #steps: StepTable;
  readonly #isOpen: (at: number) => boolean;

  constructor(steps: StepTable, isOpen: (at: number) => boolean) {
    this.#steps = steps;
    this.#isOpen = isOpen;
  }

  add(step: number): void {
    if (this.chosen.has(step)) return;
    this.size += this.#costs(step);
    this.chosen.add(step);
  }

  /** Adds the step and what leads to it, if that fits. */
  addWithin(step: number, limit: number): void {
    if (this.chosen.has(step)) return;
    const before = this.size;
    const added = wayTo(this.#steps, step).filter((each) => !this.chosen.has(each));
    added.forEach((each) => this.add(each));
    if (this.size <= limit) return;
    added.forEach((each) => this.chosen.delete(each));
    this.size = before;
  }

  /** Chooses the steps that are a run by themselves: drawing them takes no node more. */
  fillGaps(): void {
    const { branches } = this.#steps;
    for (const step of [...this.chosen]) {
      this.#fill(this.#steps.previous(step));
      this.#fill(this.#steps.next(step));
      if (this.#isOpen(step)) this.#fill(branches.first.at(this.#steps.branch(step)));
    }
    this.#fill(branches.first.at(TOP));
  }

  #fill(step: number): void {
    if (step !== NONE && !this.chosen.has(step) && this.#costs(step) === 0) this.chosen.add(step);
  }

  /** A step between two that are not drawn splits their run; its children begin as a run of their own. */
  #costs(step: number): number {
    const beside = [this.#steps.previous(step), this.#steps.next(step)];
    const undrawn = beside.filter((each) => each !== NONE && !this.chosen.has(each)).length;
    return undrawn + (this.#isOpen(step) ? 1 : 0);
  }
}

function wayTo(steps: StepTable, step: number): number[] {
  const way: number[] = [];
  for (let at = step; at !== NONE; at = steps.parent(at)) way.unshift(at);
  return way;
}
