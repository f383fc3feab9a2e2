import { expect, test } from 'vitest';
import { TitledTargets, type Memory } from './titled-targets.ts';

function memory(): Memory {
  const values = new Map<string, string>();
  return {
    get: <T>(key: string) => {
      const text = values.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    update: async (key, value) => {
      values.set(key, JSON.stringify(value));
    },
  };
}

const first = { sessionId: 's1', stepId: 'step-1', label: 'A', openedSeq: 4 };

test('a title leads to its step again after a reload', async () => {
  const kept = memory();
  await new TitledTargets(kept, 'titles').remember('2 files — step 1', first);
  expect(new TitledTargets(kept, 'titles').ofLabel('2 files — step 1')).toEqual(first);
});

test('two steps with the same title can be told apart', async () => {
  const titles = new TitledTargets(memory(), 'titles');
  const second = { ...first, sessionId: 's2' };
  const one = await titles.remember('2 files — step 1', first);
  const other = await titles.remember('2 files — step 1', second);
  expect(other).not.toBe(one);
  expect([titles.ofLabel(one), titles.ofLabel(other)]).toEqual([first, second]);
});

test('the same question keeps its title, a new question of the step takes another', async () => {
  const titles = new TitledTargets(memory(), 'titles');
  const one = await titles.remember('t', first);
  expect(await titles.remember('t', { ...first })).toBe(one);
  expect(await titles.remember('t', { ...first, openedSeq: 9 })).not.toBe(one);
});

test('only the last fifty are remembered', async () => {
  const titles = new TitledTargets(memory(), 'titles');
  for (let step = 0; step < 60; step += 1)
    await titles.remember(`t${step}.`, { ...first, stepId: `${step}` });
  expect([titles.ofLabel('t9.'), titles.ofLabel('t10.')?.stepId]).toEqual([undefined, '10']);
});

test('a label with the number of files behind the title leads to the step, and not to one whose title it begins with', async () => {
  const titles = new TitledTargets(memory(), 'titles');
  await titles.remember('step 1', first);
  const numbered = await titles.remember('step 1', { ...first, openedSeq: 9 });
  expect(titles.ofLabel('step 1 (3 files)')?.openedSeq).toBe(4);
  expect(titles.ofLabel(`${numbered} (3 files)`)?.openedSeq).toBe(9);
  expect(titles.ofLabel('package.json')).toBeUndefined();
});
