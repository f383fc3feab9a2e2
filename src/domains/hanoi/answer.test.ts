import { expect, it } from 'vitest';
import { answerText, readAnswer } from './answer.ts';

it('reads a move with the state after it, and votes on both', () => {
  const reading = readAnswer(' move: 2 A B\nnext: CBA\n', 'CAA');
  expect(reading).toMatchObject({ ok: true, value: { key: '2AB CBA', summary: 'disk 2 from A to B' } });
  expect(readAnswer(answerText({ disk: 1, from: 'A', to: 'C' }, 'CAA'), 'AAA')).toMatchObject({ ok: true });
});

it.each([
  ['no answer', 'I am not sure.', 'format'],
  ['words around it', 'Sure:\nmove: 2 A B\nnext: CBA', 'format'],
  ['too few disks', 'move: 2 A B\nnext: CB', 'format'],
  ['too many disks', 'move: 2 A B\nnext: CBAA', 'format'],
  ['a peg that is none', 'move: 2 A D\nnext: CDA', 'format'],
  ['a disk that is none', 'move: 9 A B\nnext: CBA', 'illegal-move'],
  ['a disk that is not on top', 'move: 3 A B\nnext: CAB', 'illegal-move'],
  ['a disk from where it is not', 'move: 1 A B\nnext: BAA', 'illegal-move'],
  ['a disk onto a smaller one', 'move: 2 A C\nnext: CCA', 'illegal-move'],
  ['a disk that stays', 'move: 1 C C\nnext: CAA', 'illegal-move'],
  ['a state that the move does not lead to', 'move: 2 A B\nnext: CBB', 'next-state'],
])('flags %s', (_what, text, rule) => {
  expect(readAnswer(text, 'CAA')).toMatchObject({ ok: false, flags: [{ rule }] });
});
