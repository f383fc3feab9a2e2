import { expect, test } from 'vitest';
import { seededRandom, type Random } from '../engine/ports/random.ts';
import {
  applyEdits,
  decodeText,
  encodeText,
  parseAnswer,
  renderSearchReplace,
  type TextEncoding,
} from './index.ts';

const VOCABULARY = [
  '',
  '}',
  'a',
  '  b();',
  '\tc',
  '=======',
  '```',
  '<<<<<<< SEARCH',
  'été',
  'x '.repeat(9),
  '// ok',
];
const ENDINGS = ['\n', '\r\n', '\r'] as const;
const ENCODINGS: readonly TextEncoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'latin-1'];

interface RandomFile {
  readonly lines: readonly string[];
  readonly text: string;
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random.next() * items.length)] as T;
}

function randomFile(random: Random): RandomFile {
  const mixed = random.next() < 0.3;
  const ending = pick(ENDINGS, random);
  const lines = Array.from({ length: 1 + Math.floor(random.next() * 30) }, () => pick(VOCABULARY, random));
  lines.push('last');
  const ends = lines.map(() => (mixed ? pick(['\n', '\r\n'], random) : ending));
  if (random.next() < 0.3) ends[ends.length - 1] = '' as '\n';
  return { lines, text: lines.map((line, index) => line + (ends[index] ?? '')).join('') };
}

function randomlyEdited(lines: readonly string[], random: Random): string[] {
  const edited = [...lines];
  const edits = 1 + Math.floor(random.next() * 3);
  for (let count = 0; count < edits; count += 1) {
    const at = Math.floor(random.next() * edited.length);
    const inserted = random.next() < 0.7 ? [`new ${count}`, pick(VOCABULARY, random)] : [];
    edited.splice(at, Math.floor(random.next() * 3), ...inserted);
  }
  return edited.at(-1) === '' ? [...edited, 'end'] : edited;
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

test('an edit that was rendered, parsed and applied gives the lines that were wanted, for random files and edits', () => {
  for (let round = 0; round < 400; round += 1) {
    const random = seededRandom('render', round);
    const file = randomFile(random);
    const wanted = randomlyEdited(file.lines, random);
    if (wanted.join('\n') === file.lines.join('\n')) continue;
    const source = { text: file.text, encoding: pick(ENCODINGS, random), bom: false };
    const decoded = { ...source, bom: source.encoding.startsWith('utf-16') };
    const encoded = encodeText(decoded);
    if (!encoded.ok) throw new Error('the vocabulary fits every encoding');
    const answer = renderSearchReplace({
      path: 'src/a b.js',
      beforeText: file.text,
      afterText: wanted.join('\n'),
    });
    const parsed = parseAnswer(`Here it is:\n\n${answer}\nDone.`);
    if (!parsed.ok) throw new Error(`round ${round}: ${JSON.stringify(parsed.problems)}\n${answer}`);
    const applied = applyEdits({ edits: parsed.plan.edits, read: () => encoded.bytes });
    if (!applied.ok) throw new Error(`round ${round}: ${JSON.stringify(applied.problems)}\n${answer}`);
    const content = applied.changes[0]?.content;
    const result = decodeText(content ?? new Uint8Array());
    expect(linesOf(result?.text ?? ''), `round ${round}`).toEqual(wanted);
    expect(new Set(applied.matched)).toEqual(new Set(['exact']));
  }
});

test('every byte outside a random edit stays, whatever the line endings', () => {
  for (let round = 0; round < 300; round += 1) {
    const random = seededRandom('bytes', round);
    const file = randomFile(random);
    const raw = file.text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
    const start = Math.floor(random.next() * raw.length);
    const end = Math.min(raw.length - 1, start + Math.floor(random.next() * 3));
    const wanted = [...file.lines.slice(0, start), 'inserted here', ...file.lines.slice(end)];
    const answer = renderSearchReplace({
      path: 'a.txt',
      beforeText: file.text,
      afterText: wanted.join('\n'),
    });
    const parsed = parseAnswer(answer);
    const edits = parsed.ok ? parsed.plan.edits : [];
    const applied = applyEdits({ edits, read: () => new TextEncoder().encode(file.text) });
    const text = applied.ok ? new TextDecoder().decode(applied.changes[0]?.content ?? undefined) : '';
    const [head, tail] = [raw.slice(0, start).join(''), raw.slice(end).join('')];
    expect(text.startsWith(`${head}inserted here`), `round ${round}: ${answer}`).toBe(true);
    expect(text.endsWith(tail), `round ${round}`).toBe(true);
    expect(
      text.length - head.length - tail.length - 'inserted here'.length,
      `round ${round}`,
    ).toBeLessThanOrEqual(2);
  }
});

test('a text without a differing line is refused by name', () => {
  const same = { path: 'a.js', beforeText: 'x\r\n', afterText: 'x\n' };
  expect(() => renderSearchReplace(same)).toThrow('Nothing to write as an edit of a.js');
});

test('the wanted context is shown, and more where the lines repeat', () => {
  const answer = renderSearchReplace({
    path: 'src/a.js',
    beforeText: 'one\nx\ntwo\nx\n',
    afterText: 'one\nx\ntwo\ny\n',
  });
  const block = ['<<<<<<< SEARCH', 'two', 'x', '=======', 'two', 'y', '>>>>>>> REPLACE'];
  expect(answer).toBe(['```js path=src/a.js', ...block, '```', ''].join('\n'));
});

test('changes whose context meets share a block', () => {
  const answer = renderSearchReplace({
    path: 'a.js',
    beforeText: 'a\nb\nc\nd\ne\nf\n',
    afterText: 'a\nB\nc\nD\ne\nf\n',
    contextLines: 1,
  });
  expect(answer.match(/SEARCH/g)).toHaveLength(1);
  expect(answer).toContain('=======\na\nB\nc\nD\ne\n>>>>>>> REPLACE');
});
