import { expect, it } from 'vitest';
import { createPace } from './pace.ts';

const requests = (remaining: number, limit: number | undefined, resetMs: number) => ({
  limits: { requests: { limit, remaining, resetMs } },
});

it('holds nothing back before the server said anything', () => {
  const pace = createPace();
  for (let sent = 0; sent < 100; sent += 1) pace.started();
  expect(pace.delay(0)).toBe(0);
});

it('lets as many go as are left, counts those that went since, and waits for the next to be there', () => {
  const pace = createPace();
  const first = pace.started();
  pace.heard(requests(2, 60, 58_000), first, 1000);
  expect(pace.delay(1000)).toBe(0);
  pace.started();
  pace.started();
  // 58 that are gone come back in 58 s, one a second.
  expect(pace.delay(1000)).toBe(1000);
  expect(pace.delay(1400)).toBe(600);
  expect(pace.delay(2000)).toBe(0);
});

it('waits for the whole time where the server names no most', () => {
  const pace = createPace();
  pace.heard(requests(0, undefined, 30_000), pace.started(), 0);
  expect(pace.delay(10_000)).toBe(20_000);
  expect(pace.delay(30_000)).toBe(0);
});

it('waits for as many tokens as requests cost of late', () => {
  const pace = createPace();
  const tokens = { limit: 100_000, remaining: 1000, resetMs: 99_000 };
  pace.heard({ tokens: 5000, limits: { tokens } }, pace.started(), 0);
  expect(pace.delay(0)).toBe(4000);
});

it('believes the answer to the newest request, in whichever order they come', () => {
  const pace = createPace();
  const [first, second] = [pace.started(), pace.started()];
  pace.heard(requests(0, 10, 10_000), second, 0);
  pace.heard(requests(9, 10, 1000), first, 0);
  expect(pace.delay(0)).toBe(1000);
});

it('waits no longer than two minutes', () => {
  const pace = createPace();
  pace.heard(requests(0, undefined, 3_600_000), pace.started(), 0);
  expect(pace.delay(0)).toBe(120_000);
});
