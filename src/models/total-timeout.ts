/** A signal that aborts with the caller's or when the total time is over. */
export interface LimitedSignal {
  readonly signal: AbortSignal;
  readonly timedOut: () => boolean;
  readonly release: () => void;
}

/** Returns a signal for one request; call `release` when it is over. */
export function limitedSignal(milliseconds: number, caller: AbortSignal | undefined): LimitedSignal {
  const controller = new AbortController();
  let expired = false;
  const cancel = () => controller.abort(caller?.reason);
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, milliseconds);
  if (caller?.aborted === true) cancel();
  caller?.addEventListener('abort', cancel, { once: true });
  return {
    signal: controller.signal,
    timedOut: () => expired,
    release: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', cancel);
    },
  };
}
