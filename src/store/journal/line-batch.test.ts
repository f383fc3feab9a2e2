import { expect, it } from 'vitest';
import { draftLine, formatLine, inspectLine } from './line.ts';
import { LineBatch } from './line-batch.ts';

const event = (at: number) => ({ type: 'large', text: `${at} → "ä😀"\n`.repeat(at * 100) });

it('holds lines one after the other as each would be alone, however large they are', () => {
  const batch = new LineBatch();
  const lines = Array.from({ length: 60 }, (_, at) => formatLine(at + 1, 7, event(at)));
  for (let at = 0; at < 60; at += 1) batch.add(draftLine(at + 1, 7, event(at)));
  expect(Buffer.from(batch.bytes).toString()).toBe(lines.join(''));
  expect(batch.length).toBe(Buffer.byteLength(lines.join('')));
});

it('gives the checksum that is in the line, and begins anew when it is cleared', () => {
  const batch = new LineBatch();
  batch.add(draftLine(1, 7, event(9)));
  batch.clear();
  const crc = batch.add(draftLine(2, 7, event(3)));
  const line = Buffer.from(batch.bytes).subarray(0, -1);
  expect(inspectLine(line)).toEqual({ kind: 'entry', seq: 2, crc });
});
