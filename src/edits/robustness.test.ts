import { beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../engine/ports/random.ts';
import { applyEdits, parseAnswer, renderSearchReplace, shippedGrammars, voteKeys } from './index.ts';

const HUGE = 5_000_000;
const LARGE = 2_000_000;
const CODE = ['a.js', 'a.py', 'a.go', 'a.txt'];
const grammars = shippedGrammars;
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

beforeAll(() => grammars.prepare(CODE));

// Quadratic work on 2 MB takes hours, so these hang when a pattern backtracks.
test.each([
  ['letters', 'x'],
  ['blanks', ' '],
  ['tabs and blanks', '\t '],
  ['backticks', '`'],
  ['opening marks', '<'],
  ['dividers', '='],
  ['dots', '// ...'],
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['Python quotes', '"""'],
  ['NULs', '\0'],
])('an answer and a file of 2 MB of %s on one line are read in linear time', (_name, unit) => {
  const line = unit.repeat(LARGE / unit.length);
  parseAnswer(line);
  parseAnswer(`src/a.js\n\`\`\`${line}\n<<<<<<< SEARCH${line}\n${line}x\n=======${line}\n`);
  const file = `${line}y\nb\n`;
  const edit = { kind: 'replace', path: 'a.js', before: `b\n`, after: `c ${line}z\n` } as const;
  applyEdits({ edits: [edit, { ...edit, before: `${line}n\n` }], read: () => encode(file) });
  for (const path of CODE)
    voteKeys({ changes: [{ path, content: encode(`${file} \n`) }], read: () => undefined, grammars });
});

test.each([
  ['a.js', '"""'],
  ['a.py', 'def f(a:\n'],
])('%s that is 100 kB of %s and no program has a key all the same', (path, unit) => {
  const content = encode(unit.repeat(100_000 / unit.length));
  expect(voteKeys({ changes: [{ path, content }], read: () => undefined, grammars }).key).toMatch(/^\w{64}$/);
});

test('an edit in a file with 5 MB on one line applies', () => {
  const line = 'var a=1;'.repeat(HUGE / 8);
  const answer = renderSearchReplace({ path: 'a.js', beforeText: `${line}\nb\n`, afterText: `${line}\nc\n` });
  const parsed = parseAnswer(answer);
  const applied = parsed.ok
    ? applyEdits({ edits: parsed.plan.edits, read: () => encode(`${line}\nb\n`) })
    : parsed;
  expect(applied.ok).toBe(true);
});

test('half a million empty lines are searched in linear time', () => {
  const empty = '\r\n'.repeat(500_000);
  const edit = { kind: 'replace', path: 'a.js', before: `${empty}x\n`, after: 'y\n' } as const;
  const applied = applyEdits({ edits: [edit], read: () => encode(`${empty}z\n${empty}x\n`) });
  expect(applied.ok && applied.matched).toEqual(['exact']);
  expect(parseAnswer(empty).ok).toBe(false);
});

test('a whole file of 60,000 other lines applies', () => {
  const lines = (word: string): string =>
    Array.from({ length: 60_000 }, (_, index) => `${word} ${index}\n`).join('');
  const edits = [{ kind: 'whole', path: 'a.js', before: null, after: lines('new') }] as const;
  const applied = applyEdits({ edits, read: () => encode(lines('old')) });
  expect(applied.ok && Buffer.from(applied.changes[0]?.content ?? '').toString()).toBe(lines('new'));
});

const PIECES = [
  '```', '```js path=a.js', '````', '~~~', 'src/a.js', '<<<<<<< SEARCH', '=======', '>>>>>>> REPLACE', '<<<<<<<<< SEARCH',
  '--- a/a.js', '+++ b/a.js', '@@ -1 +1 @@', '@@', '+x', '-y', ' z', '', '\\ No newline at end of file',
  'diff --git a/a.js b/a.js', 'rename from a.js', 'rename to b.js', '*** Begin Patch', '*** Update File: a.js',
  '*** Add File: b.js', '*** Delete File: a.js', '*** Move to: c.js', '*** End Patch', '\0', 'x', '<think>', '</think>',
]; // prettier-ignore

test('any jumble of marks is read without an exception, and what it yields applies or is refused', () => {
  for (let round = 0; round < 3000; round += 1) {
    const random = seededRandom('jumble', round);
    const lines = Array.from({ length: 1 + Math.floor(random.next() * 14) }, () => {
      return PIECES[Math.floor(random.next() * PIECES.length)] ?? '';
    });
    const parsed = parseAnswer(lines.join('\n'));
    if (!parsed.ok) {
      expect(parsed.problems.length, lines.join('\n')).toBeGreaterThan(0);
      continue;
    }
    expect(parsed.plan.edits.length, lines.join('\n')).toBeGreaterThan(0);
    const base = encode('x\nz\ny\n');
    const applied = applyEdits({
      edits: parsed.plan.edits,
      read: (path) => (path.endsWith('a.js') ? base : undefined),
    });
    expect(applied.ok ? applied.changes.length : applied.problems.length, lines.join('\n')).toBeGreaterThan(
      0,
    );
    expect(JSON.stringify(applied.ok ? applied.changes.map(text) : '')).not.toMatch(
      /(?:<{7} SEARCH|>{7} REPLACE)/,
    );
  }
});

function text(change: { readonly content: Uint8Array | null }): string {
  return Buffer.from(change.content ?? '').toString();
}
