import { monitorEventLoopDelay, performance, type IntervalHistogram } from 'node:perf_hooks';

/** What one process saw of itself while it did steps. Times in milliseconds, memory in bytes. */
export interface Metered {
  readonly steps: number;
  readonly ms: number;
  /** What all threads of the process worked for it: on a busy machine it says more than the time on the wall. */
  readonly cpuMs: number;
  /** Highest resident memory of the process so far when so many steps were finished. */
  readonly rss: readonly { readonly steps: number; readonly bytes: number }[];
  readonly peakRss: number;
  /** Microseconds a step in the ten windows of 1,000 steps after so many were finished: their median. */
  readonly cost: readonly { readonly steps: number; readonly us: number }[];
  /** Longest time the event loop stood still, and what 999 of 1,000 looks stayed under. */
  readonly longestPauseMs: number;
  readonly pause999Ms: number;
}

/** Finished steps at which memory and the cost of a step are read. */
export const MARKS: readonly number[] = [10_000, 100_000, 1_000_000];

const WINDOW = 1_000;
const WINDOWS = 10;
const RESOLUTION_MS = 1;

/** Watches the process that it lives in; `finished` is called after steps, as often as is convenient. */
export class StepMeter {
  readonly #delays: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #rss: { steps: number; bytes: number }[] = [];
  readonly #cost: { steps: number; us: number }[] = [];
  #began = 0;
  #cpuBefore = process.cpuUsage();
  #steps = 0;
  #windows: CostWindows | undefined;

  start(): void {
    this.#delays.enable();
    this.#cpuBefore = process.cpuUsage();
    this.#began = performance.now();
  }

  /** Tells how many steps are finished by now. */
  finished(steps: number): void {
    const mark = MARKS.find((each) => each > this.#steps && each <= steps);
    this.#steps = steps;
    if (mark !== undefined) {
      this.#rss.push({ steps: mark, bytes: peakRss() });
      this.#windows = new CostWindows(mark, steps);
    } else if (this.#windows?.isComplete(steps) === true) {
      this.#cost.push(this.#windows.result());
      this.#windows = undefined;
    }
  }

  /** Ends the measurement; the time counts up to this call. */
  stop(): Metered {
    const ms = performance.now() - this.#began;
    const { user, system } = process.cpuUsage(this.#cpuBefore);
    this.#delays.disable();
    const pause = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
    return {
      steps: this.#steps,
      ms,
      cpuMs: (user + system) / 1000,
      rss: this.#rss,
      peakRss: peakRss(),
      cost: this.#cost,
      longestPauseMs: pause(this.#delays.max),
      pause999Ms: pause(this.#delays.percentile(99.9)),
    };
  }
}

/** The ten windows after a mark: after it, because before the first one code is still being compiled. */
class CostWindows {
  readonly #mark: number;
  readonly #costs: number[] = [];
  #from: number;
  #at = performance.now();

  constructor(mark: number, steps: number) {
    this.#mark = mark;
    this.#from = steps;
  }

  isComplete(steps: number): boolean {
    if (steps - this.#from >= WINDOW) {
      const now = performance.now();
      this.#costs.push(((now - this.#at) * 1000) / (steps - this.#from));
      this.#at = now;
      this.#from = steps;
    }
    return this.#costs.length >= WINDOWS;
  }

  result(): { steps: number; us: number } {
    return { steps: this.#mark, us: median(this.#costs) };
  }
}

function peakRss(): number {
  return process.resourceUsage().maxRSS * 1024;
}

/** Returns the middle value, the mean of the two middle ones for an even count, NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
}
