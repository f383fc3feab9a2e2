import { describe, expect, it } from 'vitest';
import { CappedOutput } from './capped-output.ts';

function collected(maxBytes: number, chunks: readonly string[]): CappedOutput {
  const output = new CappedOutput(maxBytes);
  for (const chunk of chunks) output.add(Buffer.from(chunk));
  return output;
}

describe('CappedOutput', () => {
  it.each([
    { chunks: [], text: '' },
    { chunks: ['abc'], text: 'abc' },
    { chunks: ['abcd', 'efgh', 'ij'], text: 'abcdefghij' },
    { chunks: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'], text: 'abcdefghij' },
  ])('keeps everything up to the cap: $chunks', ({ chunks, text }) => {
    const output = collected(10, chunks);
    expect(output.text()).toBe(text);
    expect(output.truncated).toBe(false);
  });

  it.each([
    { chunks: ['abcdefghijkl'] },
    { chunks: ['abcdef', 'ghijkl'] },
    { chunks: ['abcde', 'f', 'gh', 'ijkl'] },
    { chunks: [...'abcdefghijkl'] },
  ])('keeps head and tail beyond the cap, however the bytes come: $chunks', ({ chunks }) => {
    const output = collected(10, chunks);
    expect(output.text()).toBe('abcde\n[… 2 bytes left out …]\nhijkl');
    expect(output.truncated).toBe(true);
  });

  it('does not show halves of characters at the cut', () => {
    expect(collected(10, ['abcd😀😀😀😀wxyz']).text()).toBe('abcd\n[… 14 bytes left out …]\nwxyz');
  });

  it('stays in bounded memory for a stream of gigabytes', () => {
    const output = new CappedOutput(1024);
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    const before = process.memoryUsage().rss;
    for (let megabyte = 0; megabyte < 10 * 1024; megabyte += 1) output.add(chunk);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    expect(output.text()).toContain(`[… ${10 * 1024 * 1024 * 1024 - 1024} bytes left out …]`);
  });
});
