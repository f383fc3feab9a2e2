import type { JournalEntry } from '../../../engine/ports/journal.ts';
import { applyEntry, emptyView, type SessionView } from '../../view/session-view.ts';
import { newStepView, type StepView } from '../../view/step-view.ts';
import { Breather } from '../breather.ts';
import type { ReadSession } from '../session-index.ts';
import type { StepTable } from '../table/step-table.ts';
import { addedSpecs } from './added-specs.ts';
import type { SettingsHistory } from './settings-history.ts';

/** Gaps between entries that are wanted are read through up to this long; beyond a longer one, reading begins anew. */
const LONGEST_GAP = 20_000;

/** What entries do not say of a step. */
export interface FoldingSources {
  readonly steps: StepTable;
  readonly settings: SettingsHistory;
  /** By the number of the step. */
  readonly parents: ReadonlyMap<number, StepView>;
  readonly read: ReadSession;
}

/** Returns ended steps as their entries fold, by number; only entries that are about them are read, and what lies close between. */
export async function foldedSteps(
  wanted: readonly number[],
  sources: FoldingSources,
): Promise<ReadonlyMap<number, StepView>> {
  const { steps, read } = sources;
  const fold = new Fold(wanted, sources);
  for (const span of spansOf(steps, wanted)) await fold.readSpan(span, read);
  const folded = new Map<number, StepView>();
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
  readonly #wanted: ReadonlyMap<string, number>;
  readonly #sources: FoldingSources;
  readonly #breather = new Breather();

  constructor(wanted: readonly number[], sources: FoldingSources) {
    this.#sources = sources;
    this.#wanted = new Map(wanted.map((at) => [sources.steps.ids.get(at), at]));
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
    const { event, seq } = entry;
    const { settings, steps, parents } = this.#sources;
    this.view.settings = settings.at(seq);
    if (this.#wanted.has(String(event['step'] ?? ''))) applyEntry(this.view, entry);
    for (const spec of addedSpecs(event)) {
      const at = this.#wanted.get(spec.id);
      if (at === undefined) this.view.steps.delete(spec.id);
      else this.view.steps.set(spec.id, newStepView(spec, parents.get(steps.parentOrRoot(at)) ?? null));
    }
  }
}
