import { describe, expect, it } from 'vitest';
import { readChoice } from '../../engine/maker/choose/read-choice.ts';
import { stopWhen } from './stop-when.ts';

describe('an answer is read no further', () => {
  const solver = stopWhen({ maxTokens: 100 }, 50);
  const chooser = stopWhen({ maxTokens: 100, options: ['a', 'b'] }, undefined);

  it('when it is longer than any text of so many tokens, by the lower of the two limits', () => {
    expect(solver('x'.repeat(400))).toBeUndefined();
    expect(solver('x'.repeat(401))).toBe('it is far longer than 50 tokens');
    expect(stopWhen({ maxTokens: 100 }, undefined)('x'.repeat(800))).toBeUndefined();
  });

  it.each([
    '',
    ' ',
    '1',
    '12',
    '1.',
    ' 2 \n',
    '{',
    '{"choice": 1}',
    '`',
    '``',
    '```json\n{"choice"',
    '{"reason": "x',
  ])('never while it may become a choice: %j', (text) => expect(chooser(text)).toBeUndefined());

  it.each(['I', 'The best option is 1', '1 because', '2. The', '`1`', '[1]', '"1"', '**1**'])(
    'when it can be none any more: %j',
    (text) => {
      expect(chooser(text)).toBe('it is not the number of an option');
      for (const rest of ['', '1}', '\n{"choice": 1}']) expect(readChoice(text + rest, 2).ok).toBe(false);
    },
  );

  it('never for its form where no option is to be chosen', () => {
    expect(solver('I would change the file')).toBeUndefined();
  });
});
