import { expect, it } from 'vitest';
import { Referee } from './referee.ts';

it('names the state that a legal move leads to, wherever it is asked to begin', () => {
  const referee = new Referee(3);
  expect(referee.after(undefined, '1AC CAA')).toBe('1AC CAA');
  expect(referee.after('1AC CAA', '2AB CBA')).toBe('2AB CBA');
  expect(referee.after('3AC ABC', '1AC CBC')).toBe('1AC CBC');
  expect(new Referee(3).after('1AC CAA', '2AB CBA')).toBe('2AB CBA');
});

it.each([
  ['a disk onto a smaller one', '1AC CAA', '2AC CCA', '2AC CCA !2AC'],
  ['a disk that is not on top', '1AC CAA', '3AB CAB', '3AB CAB !3AB'],
  ['a disk from where it is not', '1AC CAA', '1AB BAA', '1AB BAA !1AB'],
  ['a state where the move does not lead', '1AC CAA', '2AB CBB', '2AB CBB !2AB'],
])('keeps as a fault %s', (_what, state, answer, after) => {
  expect(new Referee(3).after(state, answer)).toBe(after);
});

it('forgets no fault, however well it goes on', () => {
  const referee = new Referee(3);
  const faulty = referee.after('1AC CAA', '2AC CCA');
  expect(referee.after(faulty, '1CB BCA')).toBe('1CB BCA !2AC');
});
