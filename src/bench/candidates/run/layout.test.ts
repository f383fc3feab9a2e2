import { expect, it } from 'vitest';
import { shippedGrammars } from '../../../edits/index.ts';
import { prettierHere } from './layout.ts';

const layout = prettierHere();

it('writes programs that differ in their layout alike, and only those', async () => {
  await shippedGrammars.prepare(['src/subject.js']);
  const written = (text: string) => layout?.('src/subject.js', text);
  const neat = 'const a = [1, "b"];\n';
  expect(await written("const a = [ 1,'b', ]")).toBe(neat);
  expect(await written(neat)).toBe(neat);
  expect(await written("const a = [2, 'b'];")).not.toBe(neat);
});

it.each([
  ['does not parse', 'src/subject.js', 'else {'],
  ['is of a language that it does not write', 'src/subject.py', 'a = 1\n'],
])('leaves alone what %s', async (_what, path, text) => {
  expect(await layout?.(path, text)).toBeUndefined();
});
