import { describe, expect, it } from 'vitest';
import { moveCount, shortestMove, Tower } from './tower.ts';

function played(disks: number, change: (number: number) => number = (number) => number): Tower {
  const tower = new Tower(disks);
  for (let number = 1; number <= moveCount(disks); number += 1)
    tower.play(shortestMove(disks, change(number)));
  return tower;
}

describe('the independent check of a game', () => {
  it.each([1, 2, 3, 6, 9])('finds the closed form right for %i disks', (disks) => {
    expect(played(disks).verdict()).toBeUndefined();
  });

  it('refuses a disk that does not lie on top, or lands on a smaller one', () => {
    const tower = new Tower(3);
    tower.play({ disk: 2, from: 0, to: 1 });
    expect(tower.verdict()).toBe('Move 1 (disk 2 from peg 0 to peg 1) is against the rules.');
    const other = new Tower(3);
    other.play({ disk: 1, from: 0, to: 1 });
    other.play({ disk: 2, from: 0, to: 1 });
    expect(other.verdict()).toMatch(/^Move 2 .* against the rules/);
  });

  it('refuses a game that left a move out, stopped early or took a detour', () => {
    expect(played(4, (number) => (number === 9 ? 10 : number)).verdict()).toMatch(/against the rules/);
    const early = new Tower(2);
    early.play({ disk: 1, from: 0, to: 2 });
    expect(early.verdict()).toBe('Only 1 of 2 disks are on the last peg.');
    const detour = new Tower(1);
    detour.play({ disk: 1, from: 0, to: 1 });
    detour.play({ disk: 1, from: 1, to: 2 });
    expect(detour.verdict()).toBe('It took 2 moves instead of 1.');
  });
});
