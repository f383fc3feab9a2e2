/** How the group's leader ended. */
export interface Exit {
  readonly code: number | null;
  readonly killedBy: string | null;
}

export type Ending = 'exited' | 'timed-out' | 'cancelled';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Resolves with whatever comes first: the exit, the time limit, or the caller's cancel. */
export function firstEnding(options: {
  readonly exit: Promise<Exit>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}): Promise<Ending> {
  const { exit, timeoutMs, signal } = options;
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle('timed-out'), Math.min(timeoutMs, LONGEST_TIMER_MS));
    const cancel = () => settle('cancelled');
    const settle = (ending: Ending) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(ending);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    void exit.then(() => settle('exited'));
  });
}
