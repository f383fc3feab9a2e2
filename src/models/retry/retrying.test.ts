import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { MicrofactoryError, type ErrorCode } from '../../engine/error.ts';
import { createModelLimiter } from '../limiter/model-limiter.ts';
import type { WaitNotice } from '../limiter/wait-notice.ts';
import { retrying } from './retrying.ts';

const MINUTE = 60_000;
const tick = () => new Promise((resolve) => setImmediate(resolve));

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that goes on only when told to; whoever waits is woken in the order of time. */
function standingClock() {
  const sleepers = new Set<Sleeper>();
  let time = 0;
  return {
    clock: { now: () => time, monotonic: () => time },
    sleepers,
    wait: (milliseconds: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const sleeper = { until: time + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        const stop = (): void => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        };
        if (signal.aborted) stop();
        signal.addEventListener('abort', stop, { once: true });
      }),
    /** Lets everything happen that does until then. */
    async pass(milliseconds: number) {
      const end = time + milliseconds;
      for (;;) {
        for (let turn = 0; turn < 20; turn += 1) await tick();
        const next = [...sleepers].sort((a, b) => a.until - b.until)[0];
        if (next === undefined || next.until > end) break;
        sleepers.delete(next);
        time = next.until;
        next.wake();
      }
      time = end;
    },
  };
}

function failure(code: ErrorCode, data: MicrofactoryError['data'] = {}, retryable = true) {
  return new MicrofactoryError({ code, message: `It failed with ${code}.`, retryable, data });
}

const UNPLUGGED = () => failure('model-network', { reason: 'ENOTFOUND' });

function bench(options: { maxConcurrent?: number; longestOutageMs?: number } = {}) {
  const standing = standingClock();
  const notices: WaitNotice[] = [];
  const { clock, wait } = standing;
  const limiter = createModelLimiter({
    maxConcurrent: 8,
    longestOutageMs: 30 * MINUTE,
    ...options,
    clock,
    wait,
    onWait: (notice) => notices.push(notice),
  });
  const lane = limiter.lane({ baseUrl: 'https://models.example/v1', key: 'k' });
  const stopper = new AbortController();
  setMaxListeners(0, stopper.signal);
  const tries: number[] = [];
  const ask = (attempt: () => Promise<string>, waitsForServer = true) =>
    retrying({
      lane,
      random: { next: () => 1 },
      signal: stopper.signal,
      waitsForServer,
      attempt: () => {
        tries.push(clock.monotonic());
        return attempt();
      },
    });
  return { ...standing, lane, notices, stopper, tries, ask };
}

const settled = (asked: readonly Promise<unknown>[]) =>
  Promise.allSettled(asked).then((all) =>
    all.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as MicrofactoryError).code)),
  );

describe('a server that can not be reached', () => {
  it('is waited for by all samples together, tried now and then, and everything goes on when it is back', async () => {
    const { ask, pass, tries, notices, lane } = bench();
    let isUp = false;
    const asked = Array.from({ length: 40 }, () =>
      ask(async () => {
        if (!isUp) throw UNPLUGGED();
        return 'answer';
      }),
    );
    await pass(10 * MINUTE);
    // Few at first, then one a minute, however many wait.
    const early = tries.filter((time) => time < MINUTE).length;
    expect(early).toBeLessThan(16);
    expect(tries.filter((time) => time >= 2 * MINUTE)).toHaveLength(8);
    expect(lane.concurrency).toBe(1);
    isUp = true;
    await pass(MINUTE);
    expect(await settled(asked)).toEqual(Array(40).fill('answer'));
    expect(notices.map(({ state }) => state).filter((state) => state !== 'still')).toEqual(['began', 'over']);
    expect(notices[0]).toMatchObject({
      place: 'models.example',
      sentence: "models.example can't be reached (ENOTFOUND): the session waits and tries again in 2 s.",
    });
    expect(notices.at(-1)?.sentence).toBe('models.example answers again: the session goes on.');
  });

  it('is given up after half an hour, by all who wait at once and with one sentence', async () => {
    const { ask, pass, tries } = bench();
    const asked = settled(Array.from({ length: 12 }, () => ask(() => Promise.reject(UNPLUGGED()))));
    const first = ask(() => Promise.reject(UNPLUGGED())).catch((error: MicrofactoryError) => error.message);
    await pass(31 * MINUTE);
    expect(await asked).toEqual(Array(12).fill('model-network'));
    expect(await first).toBe('It failed with model-network (waited 30 minutes for it).');
    const before = tries.length;
    await pass(60 * MINUTE);
    expect(tries).toHaveLength(before);
    expect(before).toBeLessThan(60);
  });

  it('is not waited for by somebody who can ask another', async () => {
    const { ask, pass, notices } = bench();
    const asked = settled([ask(() => Promise.reject(UNPLUGGED()), false)]);
    await pass(MINUTE);
    expect(await asked).toEqual(['model-network']);
    expect(notices).toEqual([]);
  });

  it('is not waited for where nobody may wait', async () => {
    const { ask, pass, notices } = bench({ longestOutageMs: 0 });
    const asked = settled([ask(() => Promise.reject(UNPLUGGED()))]);
    await pass(MINUTE);
    expect(await asked).toEqual(['model-network']);
    expect(notices).toEqual([]);
  });

  it('may be one that is overloaded for all', async () => {
    const { ask, pass, notices, clock } = bench();
    const asked = settled(
      Array.from({ length: 5 }, () =>
        ask(async () => {
          if (clock.monotonic() < 5 * MINUTE) throw failure('model-transient', { status: 529 });
          return 'answer';
        }),
      ),
    );
    await pass(10 * MINUTE);
    expect(await asked).toEqual(Array(5).fill('answer'));
    expect(notices[0]?.sentence).toBe(
      'models.example does not serve now (HTTP 529): the session waits and tries again in 2 s.',
    );
  });

  it('is there after all when it answers others: one request that it never serves fails', async () => {
    const { ask, pass } = bench();
    const hopeless = settled([ask(() => Promise.reject(failure('model-transient', { status: 503 })))]);
    for (let minute = 0; minute < 10; minute += 1) {
      void ask(async () => 'answer');
      await pass(MINUTE);
    }
    expect(await hopeless).toEqual(['model-transient']);
  });
});

describe('cancelling', () => {
  it.each<[string, () => Error, number]>([
    ['wait for the network', UNPLUGGED, 5 * MINUTE],
    ['are held back by a rate limit', () => failure('model-rate', { retryAfterMs: 90_000 }), 1000],
    ['back off', () => failure('model-transient', { status: 500 }), 400],
  ])('ends all samples that %s, at once and without another try', async (_what, error, after) => {
    const { ask, pass, stopper, tries, sleepers } = bench();
    const asked = settled(Array.from({ length: 100 }, () => ask(() => Promise.reject(error()))));
    await pass(after);
    const before = tries.length;
    expect(sleepers.size).toBeGreaterThan(0);
    stopper.abort(new MicrofactoryError({ code: 'cancelled', message: 'Stopped.' }));
    // No time passes on this clock: only what needs none can end now.
    expect(await asked).toEqual(Array(100).fill('cancelled'));
    expect(sleepers.size).toBe(0);
    expect(tries).toHaveLength(before);
  });

  it('ends samples that stand in the queue behind one that hangs', async () => {
    const { ask, pass, stopper } = bench();
    const hang = () =>
      new Promise<string>((_resolve, reject) => {
        stopper.signal.addEventListener('abort', () => reject(stopper.signal.reason as Error));
      });
    const asked = settled(Array.from({ length: 50 }, () => ask(hang)));
    await pass(0);
    stopper.abort();
    expect(await asked).toEqual(Array(50).fill('cancelled'));
  });
});
