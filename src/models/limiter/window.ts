/** How many requests of one key may be under way: slow start, then one more a round; halved by a rate limit. Immutable. */
export interface Window {
  readonly size: number;
  /** Below this the window grows by one a success (doubling a round), above it by one a round. */
  readonly threshold: number;
  /** Part of the next place, earned so far. */
  readonly earned: number;
  /** Counts shrinkings, so that the many refusals of one burst shrink it once. */
  readonly generation: number;
}

/** Returns the window that a key starts with: one request at a time. */
export function firstWindow(most: number): Window {
  return { size: 1, threshold: most, earned: 0, generation: 0 };
}

/** Returns the window of requests that need no care: all places from the beginning. */
export function wideWindow(most: number): Window {
  return { size: most, threshold: most, earned: 0, generation: 0 };
}

/** Returns the window after a request that went well. */
export function grown(window: Window, most: number): Window {
  if (window.size >= most) return window;
  if (window.size < window.threshold) return { ...window, size: window.size + 1 };
  const earned = window.earned + 1;
  return earned >= window.size ? { ...window, size: window.size + 1, earned: 0 } : { ...window, earned };
}

/** Returns the window after a rate limit met by a request of `generation`. */
export function shrunk(window: Window, generation: number): Window {
  if (generation !== window.generation) return window;
  const half = Math.max(1, Math.floor(window.size / 2));
  return { size: half, threshold: half, earned: 0, generation: window.generation + 1 };
}
