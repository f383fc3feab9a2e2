/** The first bytes of an answer that others wait for. */
export interface FirstBytes {
  arrive(): void;
  /** Resolves when they have arrived, or when the signal aborts. */
  arrivedOr(signal: AbortSignal | undefined): Promise<void>;
}

export function firstBytes(): FirstBytes {
  const waiting = new Set<() => void>();
  let hasArrived = false;
  return {
    arrive() {
      hasArrived = true;
      for (const go of waiting) go();
      waiting.clear();
    },
    async arrivedOr(signal) {
      if (hasArrived || signal?.aborted === true) return;
      let go = (): void => undefined;
      await new Promise<void>((resolve) => {
        go = resolve;
        waiting.add(go);
        signal?.addEventListener('abort', go, { once: true });
      });
      waiting.delete(go);
      signal?.removeEventListener('abort', go);
    },
  };
}
