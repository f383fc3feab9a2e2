import { isRecord, parseJson } from '../../json.ts';
import type { Reading } from '../red-flag.ts';

/** Reads a discriminator's answer: `{"choice": n}` or a bare number, 1-based in the order that this vote was shown. */
export function readChoice(text: string, count: number): Reading<number> {
  const number = numberIn(text.trim());
  if (number === undefined) {
    return {
      ok: false,
      flags: [
        {
          rule: 'choice-format',
          reason: 'The answer is not the number of an option.',
          evidence: text.slice(0, 200),
        },
      ],
    };
  }
  if (!Number.isInteger(number) || number < 1 || number > count) {
    return {
      ok: false,
      flags: [{ rule: 'choice-range', reason: `There is no option ${number}; there are ${count}.` }],
    };
  }
  return { ok: true, value: number };
}

function numberIn(text: string): number | undefined {
  if (/^\d+\.?$/.test(text)) return Number.parseInt(text, 10);
  const bare = text.replace(/^```(?:json)?\s*/, '').replace(/\s*```$/, '');
  const value = parseJson(bare);
  if (!isRecord(value) || Object.keys(value).some((key) => key !== 'choice' && key !== 'reason'))
    return undefined;
  return typeof value['choice'] === 'number' ? value['choice'] : undefined;
}
