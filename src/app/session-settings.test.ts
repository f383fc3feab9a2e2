import { expect, it } from 'vitest';
import { settingsFrom } from './session-settings.ts';

const frozen = (maker: object) => ({ prompt: 'x', settings: { domain: 'hanoi', maker } }) as never;

it.each([true, false])(
  'what was called adaptive k in sessions of before is sensitivity to dissent: %s',
  (adaptiveK) => {
    expect(settingsFrom(frozen({ maxAttempts: 3, adaptiveK }))?.settings).toMatchObject({
      domain: 'hanoi',
      maker: {
        maxAttempts: 3,
        votingRule: 'ahead-by-k',
        dissentSensitive: adaptiveK,
        adaptiveK: false,
        targetSuccess: 0.99,
        kMax: 10,
      },
    });
  },
);

it('what names its rule is left as it is', () => {
  const maker = { votingRule: 'first-to-k', adaptiveK: true, dissentSensitive: false };
  expect(settingsFrom(frozen(maker))?.settings.maker).toEqual(maker);
});

it('what is no settings of a session is none', () => {
  expect(settingsFrom(null)).toBeUndefined();
  expect(settingsFrom({ settings: {} })).toBeUndefined();
});
