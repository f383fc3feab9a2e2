import type { Candidate } from '../../engine/maker/candidate.ts';
import type { Reading } from '../../engine/maker/red-flag.ts';
import type { StepBrief } from '../../engine/maker/step.ts';
import { productIn } from './product.ts';

/** How an answer is written: one line and nothing else. */
export const FORMAT_GUIDE = `Answer with exactly one line and nothing else:
product: <the number, its digits without spaces or separators>`;

const ANSWER = /^product: (\d+)$/;

export function answerText(value: bigint): string {
  return `product: ${value}`;
}

/**
 * Reads the value of a product; a vote is the number itself. With `checked`, one that leaves another remainder by 99 than its
 * factors say (casting out nines and elevens) is flagged: it is wrong for sure.
 */
export function readAnswer(text: string, step: StepBrief, checked: boolean): Reading<Candidate> {
  const digits = ANSWER.exec(text.trim())?.[1];
  if (digits === undefined) return flagged('format', 'The answer is not one line with a number.', text);
  const value = BigInt(digits);
  const product = productIn(step.title);
  if (checked && product !== undefined && value % 99n !== (product.a * product.b) % 99n)
    return flagged('remainder', 'The number leaves another remainder by 99 than its factors.', text);
  const key = String(value);
  const summary = `${step.title} = ${key}`;
  return {
    ok: true,
    value: { key, tiers: {}, summary, size: 1, needsPerson: [], payload: { step: step.id, value: key } },
  };
}

function flagged(rule: string, reason: string, text: string): Reading<Candidate> {
  return { ok: false, flags: [{ rule, reason, evidence: text.slice(0, 200) }] };
}
