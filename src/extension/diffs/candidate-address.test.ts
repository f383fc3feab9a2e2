import { expect, test } from 'vitest';
import { throughText } from './testing/through-text.ts';
import { addressOf, addressParts, decidedIn, harmlessPath, markOf, targetOf } from './candidate-address.ts';
import type { CandidateAddress } from './candidate-address.ts';

const plain: CandidateAddress = {
  sessionId: 's-1',
  stepId: 'step-7',
  label: 'A',
  side: 'after',
  path: 'src/calc.js',
  mark: markOf('x'),
  answer: 'A',
  openedSeq: 12,
};

const PATHS = [
  'src/calc.js',
  '../../x',
  'a b#?.ts',
  'C:\\Users\\me\\x.ts',
  'c:/x.ts',
  '//server/share/x.py',
  'a\0b\u202ecod.ts',
  '100%25.md',
  'lone\ud800.ts',
  '',
];

test.each(PATHS)('the address of %j comes back from its URI as it went in', (path) => {
  const address = { ...plain, path };
  const uri = throughText({ scheme: 'microfactory-candidate', ...addressParts(address) });
  expect(addressOf(uri)).toEqual(address);
});

test.each(PATHS)('what is shown of %j leads nowhere else and has nothing invisible', (path) => {
  const shown = harmlessPath(path);
  expect(shown).toMatch(/^\//u);
  expect(shown).not.toMatch(/^\/\/|\/\.\.?(\/|$)|:|\\|[\p{Cc}\p{Cf}\p{Cs}]/u);
});

test('the extension of the file stays, so that its syntax is coloured', () => {
  expect(harmlessPath('../../a b#?.ts')).toBe('/__/__/a b#?.ts');
});

test.each([
  { sessionId: 's-2' },
  { stepId: 'step-8' },
  { stepId: null },
  { label: 'B' },
  { side: 'before' as const },
  { path: 'src/calc.ts' },
  { mark: markOf('y') },
  { answer: 'B' },
  { openedSeq: 13 },
])('two texts that differ in %j have two addresses', (other) => {
  expect(addressParts({ ...plain, ...other })).not.toEqual(addressParts(plain));
});

test.each(['', '{}', '[]', 'null', '{"sessionId":1}', '{"sessionId":"s","path":"p","mark":"m"}', 'ref=HEAD'])(
  'a URI with the query %j is nobody’s address',
  (query) => {
    expect(addressOf({ path: '/x', query })).toBeUndefined();
  },
);

test('an empty file and a missing one are not the same', () => {
  expect(markOf('')).not.toBe(markOf(null));
});

test('a decision is about the answer of the editor, and about nothing where a session is shown', () => {
  expect(targetOf({ ...plain, label: 'A', answer: 'B' })).toEqual({
    sessionId: 's-1',
    stepId: 'step-7',
    label: 'B',
    openedSeq: 12,
  });
  expect(targetOf({ ...plain, stepId: null, label: null, answer: null })).toBeUndefined();
});

const target = { sessionId: 's-1', stepId: 'step-7', label: 'A', openedSeq: 12 };
const uriOf = (address: CandidateAddress) => ({ scheme: 'microfactory-candidate', ...addressParts(address) });

test('a title’s button decides on the document that it stands over, not on the one that is active elsewhere', () => {
  const active = { ...target, stepId: 'step-8', label: 'C', openedSeq: 20 };
  expect(decidedIn(uriOf(plain), active)).toEqual(target);
  expect(decidedIn(uriOf({ ...plain, stepId: null }), active)).toBeUndefined();
  expect(decidedIn({ scheme: 'multi-diff-editor', path: '/x', query: '' }, active)).toEqual(active);
  expect(decidedIn(undefined, active)).toEqual(active);
});

test('a diff that was opened before anything was asked answers no question that is asked later', () => {
  expect(decidedIn(undefined, { ...target, openedSeq: undefined })).toBeUndefined();
  expect(decidedIn(uriOf({ ...plain, openedSeq: null }), undefined)).toBeUndefined();
});
