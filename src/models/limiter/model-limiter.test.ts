import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { MicrofactoryError } from '../../engine/error.ts';
import type { AttemptOutcome } from './lane.ts';
import { createModelLimiter } from './model-limiter.ts';

const OWNER = { baseUrl: 'http://host/v1', key: 'k' };
const NEVER = new AbortController().signal;
setMaxListeners(0, NEVER);
const outcomeOf = (error: unknown): AttemptOutcome => (error instanceof MicrofactoryError ? 'rate' : 'other');
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** Attempts that end when told to, and how many are under way. */
function hand() {
  const underWay: { readonly end: () => void; readonly refuse: () => void }[] = [];
  const attempt = () =>
    new Promise<void>((resolve, reject) => {
      underWay.push({
        end: resolve,
        refuse: () => reject(new MicrofactoryError({ code: 'model-rate', message: 'Slow down.' })),
      });
    });
  return { attempt, underWay };
}

describe('the limiter', () => {
  it('starts with one request, then two, then four, up to the most', async () => {
    const lane = createModelLimiter({ maxConcurrent: 6 }).lane(OWNER);
    const { attempt, underWay } = hand();
    const all = Array.from({ length: 20 }, () => lane.run(attempt, outcomeOf, NEVER));
    const rounds: number[] = [];
    while (rounds.length < 5) {
      await tick();
      rounds.push(underWay.length);
      underWay.splice(0).forEach((each) => each.end());
    }
    expect(rounds).toEqual([1, 2, 4, 6, 6]);
    await tick();
    underWay.splice(0).forEach((each) => each.end());
    await Promise.all(all);
  });

  it('halves the requests of a key once for a burst of rate limits, then grows one a round', async () => {
    const lane = createModelLimiter({ maxConcurrent: 8 }).lane(OWNER);
    for (let done = 0; done < 8; done += 1) await lane.run(async () => undefined, outcomeOf, NEVER);
    expect(lane.concurrency).toBe(8);
    const { attempt, underWay } = hand();
    const burst = Array.from({ length: 8 }, () => lane.run(attempt, outcomeOf, NEVER).catch(() => undefined));
    await tick();
    expect(underWay).toHaveLength(8);
    underWay.forEach((each) => each.refuse());
    await Promise.all(burst);
    expect(lane.concurrency).toBe(4);
    for (let done = 0; done < 4; done += 1) await lane.run(async () => undefined, outcomeOf, NEVER);
    expect(lane.concurrency).toBe(5);
  });

  it('does not shrink for failures that are no rate limits', async () => {
    const lane = createModelLimiter({ maxConcurrent: 4 }).lane(OWNER);
    for (let done = 0; done < 4; done += 1) await lane.run(async () => undefined, outcomeOf, NEVER);
    await expect(lane.run(() => Promise.reject(new Error('500')), outcomeOf, NEVER)).rejects.toThrow('500');
    expect(lane.concurrency).toBe(4);
  });

  it('keeps the most over all keys', async () => {
    const limiter = createModelLimiter({ maxConcurrent: 1 });
    const { attempt, underWay } = hand();
    const both = ['a', 'b'].map((key) => limiter.lane({ ...OWNER, key }).run(attempt, outcomeOf, NEVER));
    await tick();
    expect(underWay).toHaveLength(1);
    underWay.splice(0).forEach((each) => each.end());
    await tick();
    underWay.forEach((each) => each.end());
    await Promise.all(both);
  });

  it('holds back every request of a key while one of them backs off, and no other key', async () => {
    let time = 0;
    const waits: number[] = [];
    const limiter = createModelLimiter({
      maxConcurrent: 4,
      clock: { now: () => time, monotonic: () => time },
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        time += milliseconds;
      },
    });
    limiter.lane(OWNER).backOff(5000);
    limiter.lane(OWNER).backOff(1000);
    await limiter.lane({ ...OWNER, key: 'other' }).run(async () => undefined, outcomeOf, NEVER);
    expect(waits).toEqual([]);
    await limiter.lane(OWNER).run(async () => undefined, outcomeOf, NEVER);
    expect(waits).toEqual([5000]);
  });

  it('lets go of waiting requests when they are cancelled', async () => {
    const lane = createModelLimiter({ maxConcurrent: 1 }).lane(OWNER);
    lane.backOff(3_600_000);
    const controller = new AbortController();
    const waiting = [1, 2].map(() => lane.run(async () => undefined, outcomeOf, controller.signal));
    await tick();
    controller.abort();
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.map((each) => each.status)).toEqual(['rejected', 'rejected']);
  });

  it('goes as slowly as the server says before it has to refuse a request', async () => {
    let time = 0;
    const waits: number[] = [];
    const limiter = createModelLimiter({
      maxConcurrent: 4,
      clock: { now: () => time, monotonic: () => time },
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        time += milliseconds;
      },
    });
    const lane = limiter.lane(OWNER);
    const requests = { limit: 60, remaining: 1, resetMs: 59_000 };
    await lane.run(async (tell) => tell({ limits: { requests } }), outcomeOf, NEVER);
    await Promise.all([1, 2, 3].map(() => lane.run(async () => undefined, outcomeOf, NEVER)));
    expect(waits).toEqual([1000, 1000]);
  });

  it('says once that requests are held back for long, and once that they go on', async () => {
    let time = 0;
    const said: string[] = [];
    const limiter = createModelLimiter({
      maxConcurrent: 4,
      clock: { now: () => time, monotonic: () => time },
      wait: async (milliseconds) => void (time += milliseconds),
      onWait: ({ state, place, sentence }) => said.push(`${state} ${place} ${sentence}`),
    });
    const lane = limiter.lane(OWNER);
    lane.backOff(9000);
    lane.backOff(60_000);
    lane.backOff(60_000);
    await lane.run(async () => undefined, outcomeOf, NEVER);
    await lane.run(async () => undefined, outcomeOf, NEVER);
    expect(said).toEqual([
      'began host host takes no more requests for now: the session waits 60 s.',
      'still host host takes no more requests for now: the session waits 60 s.',
      'over host host answers again: the session goes on.',
    ]);
  });
});
