/** Which limit of a request was passed: `total` is of all of it, `idle` of the time in which nothing came. */
export type PassedLimit = 'total' | 'idle';

/** How long a request may take, in milliseconds. */
export interface RequestLimits {
  readonly totalMs: number;
  readonly idleMs: number;
}

/** A signal that aborts with the caller's, or when a limit is passed. */
export interface LimitedSignal {
  readonly signal: AbortSignal;
  /** The idle time counts from the first call, and anew from each. */
  readonly heard: () => void;
  readonly release: () => void;
}

/** Returns a signal for one request, whose reason is the caller's or what `passed` makes of a limit; call `release` when it is over. */
export function limitedSignal(
  { totalMs, idleMs }: RequestLimits,
  caller: AbortSignal,
  passed: (limit: PassedLimit) => Error,
): LimitedSignal {
  const controller = new AbortController();
  let idle: NodeJS.Timeout | undefined;
  const pass = (limit: PassedLimit) => () => controller.abort(passed(limit));
  const cancel = () => controller.abort(caller.reason);
  const total = setTimeout(pass('total'), totalMs);
  if (caller.aborted) cancel();
  caller.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    heard: () => {
      idle = idle?.refresh() ?? setTimeout(pass('idle'), idleMs);
    },
    release: () => {
      clearTimeout(total);
      clearTimeout(idle);
      caller.removeEventListener('abort', cancel);
    },
  };
}
