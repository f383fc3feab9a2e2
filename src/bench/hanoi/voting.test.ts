import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import { play, type PlayedRun } from './play.ts';
import { predict } from './prediction/predict.ts';
import { towerTask, type TowerWish } from './tower-task.ts';

const folder = mkdtempSync(join(tmpdir(), 'voting-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the runner makes of a task, beside what is predicted; the seeds are fixed, so that it agrees always or never. */
async function compared(wish: TowerWish, isEnough: (runs: readonly PlayedRun[]) => boolean) {
  const task = towerTask(wish);
  const runs: PlayedRun[] = [];
  while (!isEnough(runs)) runs.push(await play({ task, seed: String(runs.length + 1), folder }));
  return compare(task, runs, predict(task));
}

const stepsOf = (runs: readonly PlayedRun[]): number => runs.reduce((sum, { decided }) => sum + decided, 0);

/** How many standard deviations a share is from what was predicted. */
const deviations = (measured: number, predicted: number, of: number): number =>
  Math.abs(measured - predicted) / Math.sqrt((predicted * (1 - predicted)) / of);

describe('a run of very many votes', () => {
  it.each<[string, TowerWish]>([
    ['one rival', { disks: 9, k: 2, noise: 'p=0.7,v=0.8,rivals=1,wf=1' }],
    ['two rivals, a wider lead', { disks: 9, k: 3, noise: 'p=0.6,v=0.9,wf=1' }],
    ['one vote a step', { disks: 9, k: 1, noise: 'p=0.75,v=0.85,wf=1' }],
    [
      'flagged answers counted as well',
      { disks: 9, k: 2, noise: 'p=0.9,v=0.8,wf=0.6,rivals=1', format: false },
    ],
  ])('goes as the formulas say: %s', async (_what, wish) => {
    // A run that went astray may end early.
    const comparison = await compared(wish, (runs) => stepsOf(runs) >= 1_500);
    const { task, runs, wrongSteps, samples, flagged, undecidedAfterSamples } = comparison;
    const [decided = 0] = undecidedAfterSamples.measured;
    const steps = decided * runs;
    const wrong = wrongSteps.measured / steps;
    expect(deviations(wrong, wrongSteps.predicted / steps, steps)).toBeLessThan(3);
    expect(Math.abs(samples.measured / samples.predicted - 1)).toBeLessThan(0.06);
    expect(Math.abs(flagged.measured - flagged.predicted)).toBeLessThan(0.02);
    for (const [round, count] of undecidedAfterSamples.predicted.slice(0, 12).entries()) {
      const share = (undecidedAfterSamples.measured[round] ?? 0) / decided;
      expect(Math.abs(share - count / task.steps), `after ${round} samples`).toBeLessThan(0.04);
    }
  });

  it('needs the flag of legality on the hard step, where the votes alone err one time in eight', async () => {
    const wish = { disks: 3, k: 3, noise: 'paper,hard=4' };
    const flagged = await compared(wish, ({ length }) => length === 10);
    expect(flagged.perfect).toMatchObject({ measured: 1, agrees: true });
    expect(flagged.flagged.measured).toBeGreaterThan(0.05);
    const voted = await compared({ ...wish, legality: false }, ({ length }) => length === 25);
    expect(voted.perfect.predicted).toBeCloseTo(0.87, 2);
    expect(voted.perfect.measured).toBeLessThan(1);
    expect(voted.perfect.agrees).toBe(true);
  });

  it('leaves nothing on disk, also when it is stopped', async () => {
    const stopped = new AbortController();
    const task = towerTask({ disks: 20, k: 3, noise: 'paper' });
    const playing = play({ task, seed: '1', folder, signal: stopped.signal });
    setTimeout(() => stopped.abort(new Error('enough')), 200);
    await expect(playing).rejects.toThrow('enough');
    expect(readdirSync(folder)).toEqual([]);
  });
});
