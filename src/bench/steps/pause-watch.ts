import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;

export interface Pauses {
  /** How long the event loop stood still: by what the process did, or because the machine did something else. */
  readonly longestMs: number;
  readonly p99Ms: number;
  /** The most processor time that the process used, with all its threads, between two ticks of a timer: its own doing. */
  readonly longestWorkMs: number;
}

/** Begins to watch the event loop of this process; the function that it returns ends that and tells. */
export function watchPauses(): () => Pauses {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let longestWork = 0;
  let before = processorTime();
  const timer = setInterval(() => {
    const now = processorTime();
    longestWork = Math.max(longestWork, now - before);
    before = now;
  }, RESOLUTION_MS);
  delays.enable();
  return () => {
    delays.disable();
    clearInterval(timer);
    const pause = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
    return {
      longestMs: pause(delays.max),
      p99Ms: pause(delays.percentile(99)),
      longestWorkMs: longestWork,
    };
  };
}

/** Milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
