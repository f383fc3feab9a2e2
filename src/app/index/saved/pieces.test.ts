import { describe, expect, it } from 'vitest';
import { packed, unpacked } from './pieces.ts';

function bytesOf(numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(numbers).buffer);
}

describe('a saved piece', () => {
  it.each<[string, number[]]>([
    ['no number', []],
    ['one', [-1]],
    ['a row', Array.from({ length: 1000 }, (_none, at) => at)],
    ['the smallest beside the largest', [2 ** 31 - 1, -(2 ** 31), 2 ** 31 - 1, 0, -1]],
  ])('gives back numbers: %s', async (_what, numbers) => {
    const bytes = bytesOf(numbers);
    expect(await unpacked(await packed(bytes, 'numbers'), 'numbers')).toEqual(bytes);
  });

  it('gives back texts', async () => {
    const text = Buffer.from('Größe '.repeat(50));
    expect(Buffer.from(await unpacked(await packed(text, 'text'), 'text'))).toEqual(text);
  });

  it('is small when neighbours differ by the same', async () => {
    const row = bytesOf(Array.from({ length: 100_000 }, (_none, at) => at * 3));
    expect((await packed(row, 'numbers')).length).toBeLessThan(row.length / 100);
  });

  it('is refused with any byte changed', async () => {
    const piece = await packed(bytesOf([1, 2, 3, 50, 7]), 'numbers');
    for (let at = 0; at < piece.length; at += 1) {
      const changed = Uint8Array.from(piece);
      changed[at]! ^= 1;
      await expect(unpacked(changed, 'numbers')).rejects.toThrow();
    }
  });
});
