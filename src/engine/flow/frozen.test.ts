import { expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { frozen, thawed } from './frozen.ts';

it.each<[string, unknown]>([
  ['plain data', { a: [1, 'two', null, true, { b: {} }], empty: [] }],
  ['maps and sets inside one another', new Map([['k', new Set([{ a: new Map([['x', [undefined]]]) }])]])],
  ['fields that are undefined', { there: undefined, list: [undefined, 1] }],
  ['keys that look like a tag', { $map: 1, deeper: { $undefined: true, $set: new Set(['$set']) } }],
])('brings back %s', (_name, value) => {
  expect(thawed(JSON.parse(JSON.stringify(frozen(value))) as Json)).toStrictEqual(value);
});
