import { MicrofactoryError } from '../../engine/error.ts';
import type { JournalEntry } from '../../engine/ports/journal.ts';
import type { Outline, OutlineQuery, StepGraph, StepGraphQuery } from '../../protocol/outline.ts';
import { applyEntry, emptyView, forget, type SessionView } from '../view/session-view.ts';
import type { StepView } from '../view/step-view.ts';
import { Breather } from './breather.ts';
import { addedSpecs } from './evidence/added-specs.ts';
import { AskedSteps } from './evidence/asked-steps.ts';
import { foldedSteps } from './evidence/folded-steps.ts';
import { LongSteps } from './evidence/long-steps.ts';
import { SettingsHistory } from './evidence/settings-history.ts';
import { stepGraphOf } from './graph/step-graph-of.ts';
import { NewEntries } from './new-entries.ts';
import { outlineOf } from './outline/outline-of.ts';
import { NONE } from './table/branch-table.ts';
import { standingOf } from './table/standing-of.ts';
import { StepTable } from './table/step-table.ts';

export type ReadSession = (afterSeq: number) => AsyncIterable<JournalEntry>;

/** The journal of a session that this process runs. */
export interface LiveJournal {
  /** Number of its last entry, written or not. */
  readonly lastSeq: number;
  /** Resolves when everything appended so far can be read. */
  written(): Promise<void>;
}

/** Some sessions have thousands of steps: a sentence names a few. */
const MOST_NAMED = 12;

/** What an index is made of, and saved as. */
export type IndexContent = Pick<SessionIndex, 'view' | 'steps' | 'long' | 'settings'>;

/**
 * One session, folded from its journal, such that it stays quick and small however many steps it has: those that go on
 * are kept whole, of ended ones a few numbers each. The evidence of an ended step is read again when it is asked for.
 */
export class SessionIndex {
  /** The session; of its steps, those that go on and the one that stands for the session. */
  readonly view: SessionView;
  readonly steps: StepTable;
  readonly long: LongSteps;
  readonly settings: SettingsHistory;
  /** The entry that it was read up to. */
  lastEntry: JournalEntry | undefined;
  readonly #read: ReadSession;
  readonly #asked = new AskedSteps();
  readonly #new = new NewEntries();
  readonly #changed = new Map<number, StepView>();
  #live: LiveJournal | undefined;
  #reading: Promise<void> | undefined;
  #nextReading: Promise<void> | undefined;

  constructor(read: ReadSession, saved?: IndexContent) {
    this.#read = read;
    this.view = saved?.view ?? emptyView();
    this.steps = saved?.steps ?? new StepTable();
    this.long = saved?.long ?? new LongSteps();
    this.settings = saved?.settings ?? new SettingsHistory();
  }

  /** Takes an entry that was just appended, so that it need not be read from the journal. Folded when somebody asks. */
  heard(entry: JournalEntry): void {
    this.#new.heard(entry);
  }

  /** Folds what is new in the journal. Who asks while it is being read shares one more reading, for there may be more by then. */
  catchUp(live?: LiveJournal): Promise<void> {
    this.#live = live;
    this.#nextReading ??= this.#afterReading();
    return this.#nextReading;
  }

  /** Brings the table up to the view: also who is answered while others' entries are still being folded gets one moment's answer. */
  settle(): void {
    this.#changed.forEach((step, at) => this.steps.update(at, step, standingOf(this.view, step)));
    this.#changed.clear();
  }

  outline(query: Omit<OutlineQuery, 'sessionId'>): Outline {
    this.settle();
    return outlineOf(this.steps, query);
  }

  graph(query: Omit<StepGraphQuery, 'sessionId'>): StepGraph {
    this.settle();
    return stepGraphOf(this.steps, query);
  }

  /** Returns the step with all its evidence; throws `not-found` when there is none. */
  async step(id: string): Promise<StepView> {
    const at = this.steps.ids.find(id);
    if (at === NONE) throw this.#notFound(id);
    const [step] = await this.#stepsAt([at]);
    if (step === undefined) throw this.#notFound(id);
    return step;
  }

  /** Returns those of the steps that there are, with all their evidence. */
  async stepsOf(ids: readonly string[]): Promise<StepView[]> {
    return this.#stepsAt(ids.map((id) => this.steps.ids.find(id)).filter((at) => at !== NONE));
  }

  /** Returns the first steps with all their evidence, parents before children. */
  async firstSteps(most: number): Promise<StepView[]> {
    return this.#stepsAt(Array.from({ length: Math.min(most, this.steps.length) }, (_none, at) => at));
  }

  async #afterReading(): Promise<void> {
    await this.#reading?.catch(() => undefined);
    this.#reading = this.#nextReading;
    this.#nextReading = undefined;
    await this.#readOn();
  }

  async #readOn(): Promise<void> {
    const breather = new Breather();
    for await (const entry of this.#newEntries()) {
      this.#fold(entry);
      const pause = breather.breathe();
      if (pause !== undefined) await pause;
    }
  }

  /** What was heard, and where that is not all, what the journal holds. */
  async *#newEntries(): AsyncGenerator<JournalEntry> {
    yield* this.#new.take(this.view.seq);
    if (this.#live !== undefined && this.view.seq >= this.#live.lastSeq) return;
    await this.#live?.written();
    yield* this.#read(this.view.seq);
  }

  #fold(entry: JournalEntry): void {
    const { event, seq } = entry;
    const ended = applyEntry(this.view, entry);
    this.lastEntry = entry;
    this.settings.heard(seq, this.view.settings);
    this.steps.sessionId = this.view.id;
    for (const { id } of addedSpecs(event)) this.#add(id, seq);
    const step = ended ?? this.view.steps.get(String(event['step'] ?? ''));
    if (step !== undefined) this.#heardOf(step, seq);
    if (ended !== undefined) this.#end(ended);
    // What a race needs is said by the settings.
    if (event.type === 'settings-overridden') this.view.steps.forEach((each) => this.#change(each));
  }

  #add(id: string, seq: number): void {
    const step = this.view.steps.get(id);
    if (step !== undefined) this.#changed.set(this.steps.add(step, seq), step);
  }

  #heardOf(step: StepView, seq: number): void {
    const at = this.steps.ids.find(step.id);
    if (at === NONE) return;
    this.steps.heard(at, seq);
    this.#changed.set(at, step);
  }

  #change(step: StepView): void {
    const at = this.steps.ids.find(step.id);
    if (at !== NONE) this.#changed.set(at, step);
  }

  /** The step that stands for the session is kept: much is asked of it. */
  #end(step: StepView): void {
    const at = this.steps.ids.find(step.id);
    if (at === NONE || step.parent === null) return;
    this.steps.update(at, step, standingOf(this.view, step));
    this.#changed.delete(at);
    this.long.ended(at, step, this.steps.entriesOf(at));
    forget(this.view, step.id);
  }

  async #stepsAt(numbers: readonly number[]): Promise<StepView[]> {
    const known = new Map<number, StepView>();
    for (const at of numbers) {
      const step = this.view.steps.get(this.steps.ids.get(at)) ?? this.#asked.get(at) ?? this.long.get(at);
      if (step !== undefined) known.set(at, step);
    }
    const missing = numbers.filter((at) => !known.has(at));
    for (const [at, step] of await this.#folded(missing)) known.set(at, step);
    return numbers.flatMap((at) => known.get(at) ?? []);
  }

  async #folded(missing: readonly number[]): Promise<ReadonlyMap<number, StepView>> {
    if (missing.length === 0) return new Map();
    const above = [...new Set(missing.map((at) => this.steps.parentOrRoot(at)))].filter((at) => at !== NONE);
    const views = await this.#stepsAt(above);
    const parents = new Map(views.map((step) => [this.steps.ids.find(step.id), step]));
    await this.#live?.written();
    const { steps, settings } = this;
    const folded = await foldedSteps(missing, { steps, settings, parents, read: this.#read });
    folded.forEach((step, at) => this.#asked.keep(at, step));
    return folded;
  }

  #notFound(id: string): MicrofactoryError {
    const { ids } = this.steps;
    const first = Array.from({ length: Math.min(MOST_NAMED, ids.length) }, (_none, at) => ids.get(at));
    const more = ids.length > MOST_NAMED ? `, and ${ids.length - MOST_NAMED} more` : '';
    const message = `There is no step ${id}; the steps are ${first.join(', ')}${more}.`;
    return new MicrofactoryError({ code: 'not-found', message });
  }
}
