import type { TestBench, Trial } from '../../engine/ports/test-bench.ts';
import { editedText, type RepairCandidate } from './candidates.ts';
import type { StepClock } from './step-clock.ts';
import type { Survey } from './survey.ts';

export interface Repair {
  readonly candidate: RepairCandidate;
  readonly text: string;
  readonly trial: Trial;
}

/** What a search came to; without a repair the trials, the time or the candidates ran out. */
export interface SearchResult {
  readonly repair?: Repair;
  readonly ranOut: 'trials' | 'time' | 'candidates' | undefined;
}

/** The trials of a step so far, by candidate. */
export type Trials = Map<string, { readonly candidate: RepairCandidate; readonly trial: Trial }>;

export interface SearchOptions {
  readonly bench: TestBench;
  readonly survey: Survey;
  readonly order: readonly RepairCandidate[];
  readonly maxTrials: number;
  /** Shared by the searches of a step: what one has tried, the others know. */
  readonly trials: Trials;
  readonly clock: StepClock;
  readonly signal: AbortSignal;
}

/** Trials that a search goes on for after a repair that leaves other failures of the same place standing. */
const FURTHER_TRIALS = 120;

/** Tries the candidates in order; the earliest that passes wins, whichever trial ends first. */
export async function search(options: SearchOptions): Promise<SearchResult> {
  const run = new SearchRun(options);
  const workers = Array.from({ length: Math.max(1, options.bench.concurrency) }, () => run.work());
  await Promise.all(workers);
  return run.result();
}

class SearchRun {
  readonly #options: SearchOptions;
  #tried = 0;
  #next = 0;
  #partial: { repair: Repair; at: number } | undefined;
  #best: { repair: Repair; at: number } | undefined;
  #ranOut: SearchResult['ranOut'];

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  async work(): Promise<void> {
    for (let at = this.#take(); at !== undefined; at = this.#take()) await this.#attempt(at);
  }

  result(): SearchResult {
    const [best, partial] = [this.#best, this.#partial];
    const isNear = best !== undefined && (partial === undefined || best.at <= partial.at + FURTHER_TRIALS);
    const repair = isNear ? best.repair : partial?.repair;
    return { ...(repair ? { repair } : {}), ranOut: repair ? undefined : this.#ranOut };
  }

  // Candidates are handed out in order, so none before a repair is left untried.
  #take(): number | undefined {
    const { order, maxTrials, clock, signal } = this.#options;
    signal.throwIfAborted();
    if (this.#best !== undefined) return undefined;
    if (this.#partial !== undefined && this.#next > this.#partial.at + FURTHER_TRIALS) return undefined;
    if (this.#next >= order.length) this.#ranOut ??= 'candidates';
    else if (this.#tried >= maxTrials) this.#ranOut = 'trials';
    else if (clock.left() > 0) this.#ranOut = undefined;
    // No new trials: what the step knows already is still gone through, so that a late find can be voted on.
    else this.#ranOut = 'time';
    const isOver = this.#next >= order.length || this.#ranOut === 'trials';
    if (isOver) return undefined;
    this.#next += 1;
    return this.#next - 1;
  }

  async #attempt(at: number): Promise<void> {
    const candidate = this.#options.order[at] as RepairCandidate;
    const key = `${candidate.path}:${candidate.edit.start}:${candidate.edit.end}:${candidate.edit.text}`;
    const known = this.#options.trials.get(key);
    if (known === undefined && this.#ranOut === 'time') return;
    const file = this.#options.survey.files.get(candidate.path);
    const text = file && editedText(file, candidate);
    if (text === undefined) return;
    this.#tried += 1;
    const trial = known?.trial ?? (await this.#try(candidate, text, key));
    if (trial.verdict === 'passes') this.#keep(at, { candidate, text, trial });
  }

  async #try(candidate: RepairCandidate, text: string, key: string): Promise<Trial> {
    const { bench, clock, signal, trials } = this.#options;
    const trial = await bench.try(
      [{ path: candidate.path, content: new TextEncoder().encode(text) }],
      signal,
    );
    if (!trials.has(key)) clock.spend(trial.durationMs, bench.concurrency);
    trials.set(key, { candidate, trial });
    return trial;
  }

  #keep(at: number, repair: Repair): void {
    if (this.#leavesFailures(repair)) {
      if (this.#partial === undefined || at < this.#partial.at) this.#partial = { repair, at };
    } else if (this.#best === undefined || at < this.#best.at) this.#best = { repair, at };
  }

  // One defect often fails several tests: an edit that heals only some of those that ran its line may fit the test, not the fault.
  #leavesFailures({ candidate, trial }: Repair): boolean {
    const others = this.#options.survey.otherFailures.get(candidate.path)?.get(candidate.line) ?? [];
    return others.some((test) => !trial.fixed.includes(test));
  }
}
