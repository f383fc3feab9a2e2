import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { JournalEvent } from '../../engine/ports/journal.ts';
import { openStore } from '../../store/open-store.ts';
import { openSimulatedRun } from './simulated-run.ts';

const homes: string[] = [];

afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true, force: true });
});

async function store() {
  const home = mkdtempSync(join(tmpdir(), 'microfactory-tests-'));
  homes.push(home);
  return openStore({ home });
}

it('costs one event a step, which names the step that follows', async () => {
  const run = await openSimulatedRun({ store: await store(), disks: 3 });
  await run.start();
  const events: JournalEvent[] = [];
  for await (const { event } of run.session.entries()) events.push(event);
  await run.close();
  const steps = events.filter((event) => event['race'] !== undefined);
  expect(steps).toHaveLength(7);
  expect(steps[1]).toEqual({
    type: 'node-finished',
    step: '2',
    node: 'race',
    end: 'done',
    summary: 'disk 2 from A to B',
    spend: { calls: 3, tokens: 18 },
    race: { k: 3, order: 'AAA', keys: ['2AB CBA'], state: '2AB CBA' },
    next: [{ id: '3', dependsOn: [], graph: 'race', input: { title: 'Move 3', index: 3, count: 7 } }],
  });
  expect(run.runner.state).toMatchObject({ status: 'completed', totals: { done: 8 } });
});

it('holds no step that has ended', async () => {
  let most = 0;
  const run = await openSimulatedRun({
    store: await store(),
    disks: 8,
    model: 'p=0.9,v=0.9',
    seed: 'a',
    onEvent: () => (most = Math.max(most, run.runner.state.steps.size)),
  });
  await run.start();
  await run.close();
  expect(run.runner.state.totals.added).toBe(256);
  expect(most).toBe(2);
  expect(JSON.stringify(run.runner.snapshot()).length).toBeLessThan(3_000);
});

/** The chance that one of three answers (the right one with p, two wrong ones with half of the rest each) leads the others by k first. */
function chanceToWin(p: number, k: number): number {
  const wrong = (1 - p) / 2;
  let chance = 0;
  let open = new Map([['0,0,0', 1]]);
  for (let votes = 0; votes < 200 && open.size > 0; votes += 1) {
    const next = new Map<string, number>();
    for (const [counts, share] of open) {
      const [right = 0, ...others] = counts.split(',').map(Number);
      for (const [place, each] of [p, wrong, wrong].entries()) {
        const after = [right, ...others].map((count, at) => count + Number(at === place));
        const rest = after.filter((_, at) => at !== place);
        const leads = (after[place] ?? 0) >= Math.max(...rest) + k;
        if (leads && place === 0) chance += share * each;
        if (!leads) next.set(after.join(','), (next.get(after.join(',')) ?? 0) + share * each);
      }
    }
    open = next;
  }
  return chance;
}

it('is perfect as often as its votes predict', async () => {
  const home = await store();
  const seeds = 60;
  let perfect = 0;
  for (let seed = 0; seed < seeds; seed += 1) {
    const run = await openSimulatedRun({ store: home, disks: 5, model: 'p=0.8', k: 2, seed: String(seed) });
    await run.start();
    await run.close();
    if (run.runner.state.status === 'completed') perfect += 1;
    else expect(run.runner.state.summary).toBe('Nothing was delivered: Not all disks are on peg C.');
  }
  const predicted = chanceToWin(0.8, 2) ** 31;
  // Three standard deviations: the seeds are fixed, so that this passes always or never.
  const spread = 3 * Math.sqrt((predicted * (1 - predicted)) / seeds);
  expect(Math.abs(perfect / seeds - predicted)).toBeLessThan(spread);
  expect(predicted).toBeGreaterThan(0.2);
  expect(predicted).toBeLessThan(0.8);
});
