import { monitorEventLoopDelay, performance, type IntervalHistogram } from 'node:perf_hooks';

/** What one process saw of itself while it did steps. Times in milliseconds, memory in bytes. */
export interface Metered {
  readonly steps: number;
  readonly ms: number;
  /** What all threads of the process worked for it: on a busy machine it says more than the time on the wall. */
  readonly cpuMs: number;
  /** Highest resident memory in the windows after so many steps were finished. */
  readonly rss: readonly { readonly steps: number; readonly bytes: number }[];
  readonly peakRss: number;
  /** Microseconds a step in the windows of 1,000 steps after so many were finished: their median. */
  readonly cost: readonly { readonly steps: number; readonly us: number }[];
  /** Longest time the event loop stood still, and what 999 of 1,000 looks stayed under. */
  readonly longestPauseMs: number;
  readonly pause999Ms: number;
}

/** Finished steps at which memory and the cost of a step are read. */
export const MARKS: readonly number[] = [10_000, 100_000, 1_000_000];

const WINDOW = 1_000;
const WINDOWS = 40;
const RESOLUTION_MS = 1;

/** Watches the process that it lives in; `finished` is called after steps, as often as is convenient. */
export class StepMeter {
  readonly #delays: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  readonly #rss: { steps: number; bytes: number }[] = [];
  readonly #cost: { steps: number; us: number }[] = [];
  #began = 0;
  #cpuBefore = process.cpuUsage();
  #steps = 0;
  #windows: Windows | undefined;

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
      this.#windows = new Windows(mark, steps);
    } else if (this.#windows?.isComplete(steps) === true) {
      this.#cost.push(this.#windows.cost());
      this.#rss.push(this.#windows.rss());
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

/** The windows after a mark: after it, because before the first one code is still being compiled. */
class Windows {
  readonly #mark: number;
  readonly #costs: number[] = [];
  #from: number;
  #at = performance.now();
  #rss = 0;

  constructor(mark: number, steps: number) {
    this.#mark = mark;
    this.#from = steps;
  }

  isComplete(steps: number): boolean {
    if (steps - this.#from >= WINDOW) {
      const now = performance.now();
      this.#costs.push(((now - this.#at) * 1000) / (steps - this.#from));
      this.#at = now;
      this.#rss = Math.max(this.#rss, process.memoryUsage.rss());
      this.#from = steps;
    }
    return this.#costs.length >= WINDOWS;
  }

  cost(): { steps: number; us: number } {
    return { steps: this.#mark, us: median(this.#costs) };
  }

  rss(): { steps: number; bytes: number } {
    return { steps: this.#mark, bytes: this.#rss };
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
