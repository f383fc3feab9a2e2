import { expect, test } from 'vitest';
import { seededRandom } from '../../engine/ports/random.ts';
import { decodeText, encodeText } from './decoded-text.ts';

test.each([
  ['empty', [], 'utf-8', false],
  ['ASCII', [0x61, 0x0a], 'utf-8', false],
  ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0xc3, 0xa9], 'utf-8', true],
  ['a second mark is text', [0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], 'utf-8', true],
  ['UTF-16 LE with a lone surrogate', [0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00], 'utf-16le', true],
  ['UTF-16 BE', [0xfe, 0xff, 0x00, 0x61], 'utf-16be', true],
  ['a byte that is not UTF-8', [0x61, 0xe9, 0x0a], 'latin-1', false],
  ['a mark before bytes that are not UTF-8', [0xef, 0xbb, 0xbf, 0xe9], 'latin-1', false],
  ['a surrogate written in UTF-8', [0xed, 0xa0, 0x80], 'latin-1', false],
] as const)('%s is decoded and comes back byte for byte', (_name, bytes, encoding, bom) => {
  const decoded = decodeText(Uint8Array.from(bytes));
  expect(decoded).toMatchObject({ encoding, bom });
  expect(decoded && encodeText(decoded)).toEqual({ ok: true, bytes: Uint8Array.from(bytes) });
});

test.each([
  ['a NUL', [0x61, 0x00]],
  ['half a UTF-16 unit', [0xff, 0xfe, 0x61]],
])('%s makes a file binary', (_name, bytes) => {
  expect(decodeText(Uint8Array.from(bytes))).toBeUndefined();
});

test('random bytes that decode come back as they were', () => {
  for (let round = 0; round < 2000; round += 1) {
    const random = seededRandom('bytes', round);
    const marks = [[], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]][Math.floor(random.next() * 4)] ?? [];
    const body = Array.from({ length: Math.floor(random.next() * 12) }, () =>
      Math.floor(random.next() * 256),
    );
    const bytes = Uint8Array.from([...marks, ...body]);
    const decoded = decodeText(bytes);
    if (decoded !== undefined) expect(encodeText(decoded)).toEqual({ ok: true, bytes });
  }
});
