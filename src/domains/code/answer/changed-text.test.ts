import { expect, it } from 'vitest';
import { changedTexts, newNamesOf } from './changed-text.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it('counts the names that a change brings in: each once, and none that stood in a changed file before', () => {
  const before = new Map([
    ['a.js', bytes('const total = rows.length;\n')],
    ['b.js', bytes('use(grüße);\n')],
  ]);
  const changes = [
    { path: 'a.js', content: bytes('const sum = grüße + sum2 + sum2;\n') },
    { path: 'b.js', content: bytes('use(rows);\n') },
  ];
  expect(newNamesOf(changedTexts(changes, (path) => before.get(path)))).toBe(2);
});
