import { expect, it } from 'vitest';
import { Board } from './board.ts';
import { startOf } from './position.ts';
import { rightMove } from './strategy.ts';

it.each([1, 2, 3, 4, 5, 10, 13])('solves %i disks in the fewest moves, each of them legal', (disks) => {
  const board = new Board('A'.repeat(disks));
  let lastDisk = startOf(disks).lastDisk;
  for (let moves = 0; moves < 2 ** disks - 1; moves += 1) {
    const move = rightMove({ pegs: board.pegs, lastDisk });
    expect(move && board.play(move)).toBe(true);
    lastDisk = move?.disk ?? 0;
  }
  expect(board.pegs).toBe('C'.repeat(disks));
});

it('knows no move where no other disk can move', () => {
  expect(rightMove({ pegs: 'BBB', lastDisk: 1 })).toBeUndefined();
});
