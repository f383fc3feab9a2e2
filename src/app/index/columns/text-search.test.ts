import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../engine/ports/random.ts';
import { StringTable } from './string-table.ts';

/** More than two blocks of texts. */
const TEXTS = 2500;
const WORDS = [
  'Move',
  'the',
  'Größe',
  'ÄNDERUNG',
  'disk',
  'К',
  'İx',
  '漢字',
  'aaa',
  'abab',
  '👍',
  '_',
  '',
  'É',
];

function randomTexts(seed: number): string[] {
  const random = seededRandom('texts', String(seed));
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const word = (): string => WORDS[below(WORDS.length)] ?? '';
  const shapes = [
    (at: number) => `Move ${at}`,
    (at: number) => `${word()}${at} ${word()} ${word()}`,
    (at: number) => `${word()}/${word()}/${at}`,
  ];
  // Blocks of one kind and blocks of several.
  return Array.from({ length: TEXTS }, (_none, at) =>
    at < 1100 ? `${seed % 2 === 0 ? 'Move' : 'Ändere'} ${at}` : (shapes[below(shapes.length)]?.(at) ?? ''),
  );
}

/** Some that are in the texts, some that nearly are, and those that everybody asks for. */
function wantedIn(texts: readonly string[], seed: number): string[] {
  const random = seededRandom('wanted', String(seed));
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const some = Array.from({ length: 60 }, (_none, at) => {
    const letters = [...(texts[below(texts.length)] ?? '').toLowerCase()];
    const part = letters
      .slice(below(letters.length))
      .slice(0, 1 + below(6))
      .join('');
    return at % 3 === 0 ? `${part}${below(10)}` : part;
  });
  const usual = [
    '7',
    'm',
    '73',
    'mo',
    'mov',
    'move',
    'e 1',
    '111',
    'ä',
    'ändere',
    '漢字',
    '👍',
    'i̇x',
    'nowhere',
  ];
  return [...some, ...usual, 'move 1 and much more than any of the texts could say'].filter(
    (text) => text !== '',
  );
}

function found(table: StringTable, text: string): number[] {
  const bits = table.containing(text);
  const numbers = Array.from({ length: bits.words.length * 32 }, (_none, at) => at);
  return numbers.filter((at) => bits.has(at));
}

function plainly(texts: readonly string[], wanted: string): number[] {
  return [...texts.keys()].filter((at) => texts[at]?.toLowerCase().includes(wanted));
}

describe('a search in texts', () => {
  it.each([1, 2, 3, 4])('finds what looking at each text finds, while texts are added (texts %i)', (seed) => {
    const texts = [...new Set(randomTexts(seed))];
    const table = new StringTable();
    let upTo = 0;
    for (const end of [1, 700, 1024, 1025, 2048, texts.length]) {
      for (; upTo < end; upTo += 1) table.intern(texts[upTo] ?? '');
      const known = texts.slice(0, end);
      for (const wanted of wantedIn(known, seed))
        expect([wanted, found(table, wanted)]).toEqual([wanted, plainly(known, wanted)]);
    }
  });

  it.each([1, 2, 63, 64, 65, 1023, 1024])(
    'finds a letter and two that %i texts of a thousand hold',
    (count) => {
      const texts = Array.from(
        { length: 1024 },
        (_none, at) => `${(at * 37) % 1024 < count ? 'Qy' : 'n'}${at}`,
      );
      const table = new StringTable();
      texts.forEach((text) => table.intern(text));
      for (const wanted of ['q', 'y', 'qy', 'qy1', 'yq', 'n', 'n1'])
        expect([wanted, found(table, wanted)]).toEqual([wanted, plainly(texts, wanted)]);
    },
  );

  it('finds what all texts of a block begin with, and what nearly all do', () => {
    const texts = Array.from(
      { length: 2048 },
      (_none, at) => `${at === 1500 ? 'Else' : 'The Beginning'} ${at}`,
    );
    const table = new StringTable();
    texts.forEach((text) => table.intern(text));
    for (const wanted of ['beginning', 'the beg', 'inn', 'the beginning 1', 'else'])
      expect([wanted, found(table, wanted)]).toEqual([wanted, plainly(texts, wanted)]);
  });
});
