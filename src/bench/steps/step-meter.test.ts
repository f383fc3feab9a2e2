import { describe, expect, it } from 'vitest';
import { MARKS, median, StepMeter } from './step-meter.ts';

describe('what a process sees of itself', () => {
  it('is memory and the cost of a step after each mark, and how long all of it took', () => {
    const meter = new StepMeter();
    meter.start();
    for (let steps = 1; steps <= 1_048_575; steps += 1) meter.finished(steps);
    const metered = meter.stop();
    expect(metered.steps).toBe(1_048_575);
    expect(metered.rss.map(({ steps }) => steps)).toEqual(MARKS);
    expect(metered.cost.map(({ steps }) => steps)).toEqual(MARKS);
    for (const { bytes } of metered.rss) expect(bytes).toBeLessThanOrEqual(metered.peakRss);
    for (const { us } of metered.cost) expect(us * 1_048_575).toBeGreaterThan(0);
    expect(metered.ms).toBeGreaterThan(0);
    expect(metered.cpuMs).toBeGreaterThan(0);
  });

  it('leaves out marks that it did not come to, also when steps are told in leaps', () => {
    const meter = new StepMeter();
    meter.start();
    for (let steps = 0; steps <= 80_000; steps += 700) meter.finished(steps);
    expect(meter.stop()).toMatchObject({ rss: [{ steps: 10_000 }], cost: [{ steps: 10_000 }] });
  });
});

describe('the middle of some values', () => {
  it('is the mean of the two middle ones where there is none, and no number for none', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});
