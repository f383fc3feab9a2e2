import { expect, test } from 'vitest';
import type { CandidateFiles, ComparedFile } from '../../protocol/candidate-files.ts';
import { editDecision, editableFiles } from './edit-decision.ts';
import { likeOriginal, savedText } from './saved-text.ts';

function answer(...files: ComparedFile[]): CandidateFiles {
  return { session_id: 's', step_id: '1', label: 'A', labels: ['A'], flags: [], files };
}

const calc = { path: 'calc.js', before: 'a - b', after: 'a + b', binary: false };
const gone = { path: 'old.js', before: 'x', after: null, binary: false };
const logo = { path: 'logo.png', before: null, after: null, binary: true };

test('all files of the answer are sent, the edited ones with their edits and the deleted ones deleted', () => {
  expect(editDecision(answer(calc, gone), new Map([['calc.js', 'b + a']]))).toEqual({
    kind: 'edit',
    files: [
      { path: 'calc.js', text: 'b + a' },
      { path: 'old.js', text: null },
    ],
  });
});

test('a file emptied by edits is sent empty, not as the answer had it', () => {
  expect(editDecision(answer(calc), new Map([['calc.js', '']]))?.files).toEqual([
    { path: 'calc.js', text: '' },
  ]);
});

test.each([new Map<string, string>(), new Map([['calc.js', 'a + b']])])(
  'edits that change nothing are no decision',
  (edits) => {
    expect(editDecision(answer(calc, gone), edits)).toBeUndefined();
  },
);

test('an answer with a file that is not text is not offered for editing: the file would be lost', () => {
  expect(() => editableFiles(answer(calc, logo))).toThrow('logo.png, which is not UTF-8 text');
});

test('an answer that only deletes is not offered for editing', () => {
  expect(() => editableFiles(answer(gone))).toThrow('no file that could be edited');
});

test.each(['old.js', 'elsewhere.js'])('edits of %s, which the answer does not leave, are refused', (path) => {
  expect(() => editDecision(answer(calc, gone), new Map([[path, 'x']]))).toThrow(path);
});

test.each([
  ['\ufeffa\r\nb\r\n', 'A\r\nb\r\n', '\ufeffA\r\nb\r\n'],
  ['\ufeffa\n', '\ufeffA\n', '\ufeffA\n'],
  ['a\n', '\ufeffA\n', 'A\n'],
  ['a\r\nb\nc\r\n', 'a\nb\nC\n', 'a\r\nb\nC\n'],
  ['a\r\nb\r\n', 'a\nb\n', 'a\nb\n'],
])('of %j, saved as %j, is sent %j', (original, saved, sent) => {
  expect(savedText(original, new TextEncoder().encode(saved))).toBe(sent);
  expect(likeOriginal(original, saved)).toBe(sent);
});

test('edits saved in another encoding are refused, not sent with wrong characters', () => {
  expect(() => savedText('é', Uint8Array.of(0xe9))).toThrow('UTF-8');
});
