import { expect, it } from 'vitest';
import { expectedState } from './expected-state.ts';
import { moveOfState } from '../steps/audit-journal.ts';
import { Tower } from '../steps/tower.ts';

it.each([1, 2, 5, 8])('knows the way of %i disks without the engine', (disks) => {
  const tower = new Tower(disks);
  let state: string | undefined;
  for (let step = 1; step < 2 ** disks; step += 1)
    tower.play(moveOfState((state = expectedState(state, disks))));
  expect(tower.verdict()).toBeUndefined();
});
