export interface HeartbeatOptions {
  readonly beat: () => void;
  /** Called when nothing was heard for too long, and when something is heard again. */
  readonly onChange: (lost: boolean) => void;
  readonly everyMs: number;
  readonly patienceMs: number;
  readonly now: () => number;
}

export interface Heartbeat {
  heard(): void;
  stop(): void;
}

/** Asks again and again whether the host is there. What sleeps or hides is not lost: time counts only between beats. */
export function startHeartbeat({ beat, onChange, everyMs, patienceMs, now }: HeartbeatOptions): Heartbeat {
  let heardAt = now();
  let beatAt = now();
  const tick = (): void => {
    const slept = now() - beatAt > everyMs * 3;
    beatAt = now();
    if (slept) heardAt = beatAt;
    if (beatAt - heardAt > patienceMs) onChange(true);
    beat();
  };
  const timer = setInterval(tick, everyMs);
  return {
    heard() {
      heardAt = now();
      onChange(false);
    },
    stop: () => clearInterval(timer),
  };
}
