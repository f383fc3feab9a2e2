import { describe, expect, it } from 'vitest';
import { answerWithoutSecret, withoutSecret } from './without-secret.ts';

const KEY = 'sk-Qm7xV2pL+9dRw/4tZk8bN3hJ6yC1';

describe('a key in a text', () => {
  it.each([
    ['as it is', KEY],
    ['URL-encoded', encodeURIComponent(KEY)],
    ['its first half', KEY.slice(0, 16)],
    ['its second half', KEY.slice(-16)],
    ['its middle', KEY.slice(7, 25)],
    ...['', 'a', 'ab', 'user:'].map((before) => [
      `in base64 after ${before.length} bytes`,
      Buffer.from(`${before}${KEY}`).toString('base64url'),
    ]),
  ])('%s is taken out', (_how, written) => {
    const safe = withoutSecret(`before ${written} after`, KEY);
    expect(safe).toContain('before ');
    expect(safe).toContain(' after');
    expect(safe).toContain('[key]');
    // At the edges of base64 a few characters stay that hold bits of the key's first and last byte.
    expect(safe.length).toBeLessThan('before [key] after'.length + 12);
  });

  it('leaves what is less than half of it', () => {
    expect(withoutSecret('sk-Qm7xV2p is no key', KEY)).toBe('sk-Qm7xV2p is no key');
  });

  it.each(['lm-studio', 'sk-no-key-required', 'not-needed'])(
    'is not looked for in an answer where it only stands in for one: %s',
    (word) => {
      expect(answerWithoutSecret(`Start ${word} first.`, word)).toBe(`Start ${word} first.`);
    },
  );

  it('is taken out of an answer where it is one', () => {
    expect(answerWithoutSecret(`Bearer ${KEY}`, KEY)).toBe('Bearer [key]');
  });
});
