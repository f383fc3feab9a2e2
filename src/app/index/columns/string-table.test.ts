import { describe, expect, it } from 'vitest';
import { Breather } from '../breather.ts';
import { StringTable } from './string-table.ts';

function tableOf(texts: readonly string[]): StringTable {
  const table = new StringTable();
  texts.forEach((text) => table.intern(text));
  return table;
}

function found(table: StringTable, text: string): string[] {
  const bits = table.containing(text);
  return Array.from({ length: bits.words.length * 32 }, (_none, at) => at)
    .filter((at) => bits.has(at))
    .map((at) => table.get(at));
}

describe('the table of texts', () => {
  it('gives each text one number, however many there are', () => {
    const texts = Array.from({ length: 20_000 }, (_none, at) => `${at % 3 === 0 ? 'Größe' : 's'}${at}`);
    const table = tableOf([...texts, ...texts]);
    expect(table.length).toBe(texts.length);
    texts.forEach((text, at) => {
      expect(table.find(text)).toBe(at);
      expect(table.get(at)).toBe(text);
    });
    expect(table.find('s0')).toBe(-1);
  });

  it.each<[string, string[]]>([
    ['b', ['ab', 'BA', 'bbb']],
    ['ab', ['ab']],
    ['größe', ['GRÖSSE Größe']],
    ['abb', []],
  ])('finds %j within texts without regard to case, and never across two of them', (text, expected) => {
    expect(found(tableOf(['ab', 'BA', '', 'bbb', 'GRÖSSE Größe']), text)).toEqual(expected);
  });

  it('finds what was added since it was last asked', () => {
    const table = tableOf(['one', 'two']);
    expect(found(table, 'o')).toEqual(['one', 'two']);
    table.intern('three');
    table.intern('FOUR');
    expect(found(table, 'o')).toEqual(['one', 'two', 'FOUR']);
  });

  it('finds what is in nearly every text as well as what is in few', () => {
    const table = tableOf(Array.from({ length: 5000 }, (_none, at) => `Move ${at}`));
    expect(found(table, 'move')).toHaveLength(5000);
    expect(found(table, 'e 4')).toHaveLength(1111);
    expect(found(table, '4999')).toEqual(['Move 4999']);
  });

  it.each(['Move ', 'é', ''])('finds all that contain a text, however they begin (%j)', (beginning) => {
    const table = new StringTable();
    const texts: string[] = [];
    for (let at = 0; at < 1500; at += 1) {
      const text = at % 97 === 5 ? `Something else ${at}` : `${beginning}${at * 7}${at % 3 === 0 ? 'Ä' : ''}`;
      texts.push(text);
      table.intern(text);
      if (at % 500 !== 499) continue;
      for (const wanted of [
        '7',
        '_',
        'o',
        '77',
        '777',
        '0ä',
        'e 1',
        'ä',
        'é1',
        'something',
        'mov',
        'x',
        '9999',
      ])
        expect(found(table, wanted)).toEqual(texts.filter((each) => each.toLowerCase().includes(wanted)));
    }
  });

  it.each(['7', 'm', '_', '49', 'ä', 'ä7', '{'])('finds %j in what was saved as well', async (wanted) => {
    const texts = Array.from({ length: 3000 }, (_none, at) => `${at % 3 === 0 ? 'Move_Ä{' : 'ä'}${at}`);
    const saved = tableOf(texts);
    const loaded = new StringTable();
    loaded.columns.forEach((column, at) => column.load(saved.columns[at]?.bytes ?? new Uint8Array()));
    loaded.texts.load(saved.texts.bytes);
    loaded.lower.load(saved.lower.bytes);
    await loaded.findable(new Breather({ lookEvery: 1 }));
    expect(found(loaded, wanted)).toEqual(texts.filter((text) => text.toLowerCase().includes(wanted)));
    loaded.intern(`new ${wanted}`);
    expect(found(loaded, wanted)).toContain(`new ${wanted}`);
  });
});
