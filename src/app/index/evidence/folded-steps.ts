import type { JournalEntry } from '../../../engine/ports/journal.ts';
import { applyEntry, emptyView, type SessionView } from '../../view/session-view.ts';
import { newStepView, type StepView } from '../../view/step-view.ts';
import { addedSpecs } from './added-specs.ts';
import { Breather } from '../breather.ts';
import { NONE } from '../table/branch-table.ts';
import type { ReadSession } from '../session-index.ts';
import type { StepTable } from '../table/step-table.ts';

/** Gaps between entries that are wanted are read through up to this long; beyond a longer one, reading begins anew. */
const LONGEST_GAP = 20_000;

/** Returns ended steps as their entries fold, by number; only entries that are about them are read, and what lies close between. */
export async function foldedSteps(
  steps: StepTable,
  wanted: readonly number[],
  read: ReadSession,
): Promise<ReadonlyMap<number, StepView>> {
  const folded = new Map<number, StepView>();
  if (wanted.length === 0) return folded;
  const fold = new Fold(steps, wanted);
  for (const span of spansOf(steps, wanted)) await fold.readSpan(span, read);
  for (const at of wanted) {
    const step = fold.view.steps.get(steps.ids.get(at));
    if (step === undefined) continue;
    // Entries of its children may have added more of them.
    step.children = steps.childrenOf(at);
    folded.set(at, step);
  }
  return folded;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The stretches of the journal that say something about the steps, in order and apart. */
function spansOf(steps: StepTable, wanted: readonly number[]): readonly Span[] {
  const each = wanted.flatMap((at): Span[] => {
    const { addedBy, first, last } = steps.entriesOf(at);
    return [{ from: addedBy, to: addedBy }, ...(first === 0 ? [] : [{ from: first, to: last }])];
  });
  each.sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of each) {
    const before = joined.at(-1);
    if (before !== undefined && from - before.to <= LONGEST_GAP) before.to = Math.max(before.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

class Fold {
  readonly view: SessionView = emptyView();
  readonly #wanted: ReadonlySet<string>;
  readonly #steps: StepTable;
  readonly #breather = new Breather();

  constructor(steps: StepTable, wanted: readonly number[]) {
    this.#steps = steps;
    this.#wanted = new Set(wanted.map((at) => steps.ids.get(at)));
  }

  async readSpan({ from, to }: Span, read: ReadSession): Promise<void> {
    for await (const entry of read(from - 1)) {
      if (entry.seq > to) return;
      this.#fold(entry);
      const pause = this.#breather.breathe();
      if (pause !== undefined) await pause;
    }
  }

  #fold(entry: JournalEntry): void {
    const { event } = entry;
    if (this.#wanted.has(String(event['step'] ?? ''))) applyEntry(this.view, entry);
    for (const spec of addedSpecs(event)) {
      if (this.#wanted.has(spec.id)) this.view.steps.set(spec.id, newStepView(spec, this.#parentOf(spec.id)));
      else this.view.steps.delete(spec.id);
    }
  }

  #parentOf(id: string): string | null {
    const at = this.#steps.ids.find(id);
    if (at === NONE || this.#steps.isRoot(at)) return null;
    const parent = this.#steps.parent(at);
    return this.#steps.ids.get(parent === NONE ? 0 : parent);
  }
}
