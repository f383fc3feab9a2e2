import { expect, test } from 'vitest';
import type { CandidateFiles, ComparedFile } from '../../protocol/candidate-files.ts';
import { pairsOfCandidate, pairsOfClasses, pairsOfResult } from './compared-pair.ts';

function file(path: string, before: string | null, after: string | null): ComparedFile {
  return { path, before, after, binary: false };
}

function candidate(label: string, files: ComparedFile[]): CandidateFiles {
  return { session_id: 's', step_id: 'step-1', label, labels: ['A', 'B'], flags: [], files };
}

function texts(pairs: ReturnType<typeof pairsOfCandidate>): [string, string, string][] {
  return pairs.map(({ path, left, right }) => [path, left.text, right.text]);
}

test('a new file has nothing on the left, a deleted one nothing on the right', () => {
  const pairs = pairsOfCandidate(
    candidate('A', [file('new.js', null, 'new'), file('old.js', 'old', null)]),
    3,
  );
  expect(texts(pairs)).toEqual([
    ['new.js', '', 'new'],
    ['old.js', 'old', ''],
  ]);
  expect(pairs.map(({ left, right }) => [left.exists, right.exists])).toEqual([
    [false, true],
    [true, false],
  ]);
});

test('a file that is not text is a sentence on both sides, and they differ', () => {
  const pairs = pairsOfResult({
    session_id: 's',
    files: [{ path: 'logo.png', before: null, after: null, binary: true }],
  });
  expect(pairs[0]?.left.text).toMatch(/^logo\.png is not text/u);
  expect(pairs[0]?.right.text).not.toBe(pairs[0]?.left.text);
});

test('two answers are compared in every file that either changes, and not where they are alike', () => {
  const leading = candidate('A', [
    file('both.js', '0', 'a'),
    file('same.js', '0', 's'),
    file('a.js', '0', 'a'),
  ]);
  const other = candidate('B', [
    file('both.js', '0', 'b'),
    file('same.js', '0', 's'),
    file('b.js', null, 'b'),
  ]);
  expect(texts(pairsOfClasses(leading, other, null))).toEqual([
    ['both.js', 'a', 'b'],
    ['a.js', 'a', '0'],
    ['b.js', '', 'b'],
  ]);
});

test('a decision in a comparison is about the answer on the right, whoever knows the text', () => {
  const leading = candidate('A', [file('a.js', '0', 'a')]);
  const [pair] = pairsOfClasses(leading, candidate('B', []), 9);
  expect(pair?.right.address).toMatchObject({ label: 'A', side: 'before', answer: 'B', openedSeq: 9 });
});

test('a race that began anew gives the same label another address', () => {
  const [first] = pairsOfCandidate(candidate('A', [file('a.js', '0', 'a')]), 1);
  const [again] = pairsOfCandidate(candidate('A', [file('a.js', '0', 'other')]), 1);
  expect(first?.left.address).toEqual(again?.left.address);
  expect(first?.right.address).not.toEqual(again?.right.address);
});
