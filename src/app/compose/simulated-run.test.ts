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
    summary: 'disk 2 A → B',
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
