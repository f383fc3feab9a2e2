/** How the group's leader ended. */
export interface Exit {
  readonly code: number | null;
  readonly killedBy: string | null;
}

export type Ending = 'exited' | 'timed-out' | 'idle' | 'cancelled';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Resolves with whatever comes first: the exit, a time limit, or the caller's cancel. */
export function firstEnding(options: {
  readonly exit: Promise<Exit>;
  readonly timeoutMs: number;
  /** Counts from the last output. */
  readonly idleTimeoutMs: number | undefined;
  /** Calls back for each piece of output. */
  readonly onOutput: (heard: () => void) => void;
  readonly signal: AbortSignal | undefined;
}): Promise<Ending> {
  const { exit, timeoutMs, idleTimeoutMs, onOutput, signal } = options;
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle('timed-out'), Math.min(timeoutMs, LONGEST_TIMER_MS));
    const silence = idleTimeoutMs === undefined ? undefined : setTimeout(() => settle('idle'), idleTimeoutMs);
    onOutput(() => silence?.refresh());
    const cancel = () => settle('cancelled');
    const settle = (ending: Ending) => {
      clearTimeout(timer);
      clearTimeout(silence);
      signal?.removeEventListener('abort', cancel);
      resolve(ending);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    void exit.then(() => settle('exited'));
  });
}
