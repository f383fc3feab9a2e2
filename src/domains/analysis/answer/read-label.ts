import type { Candidate } from '../../../engine/maker/candidate.ts';
import type { Json } from '../../../engine/json.ts';
import type { Reading } from '../../../engine/maker/red-flag.ts';
import type { StepBrief } from '../../../engine/maker/step.ts';
import type { Entry } from '../report/report.ts';
import { numberOf } from './read-section.ts';

/** Reads a label: exactly one of those allowed, which is then the vote itself. */
export function readLabel(text: string, step: StepBrief, labels: readonly string[]): Reading<Candidate> {
  const label = text.trim();
  if (!labels.includes(label)) {
    const reason = `The answer is none of the labels ${labels.join(', ')}.`;
    return { ok: false, flags: [{ rule: 'unknown-label', reason, evidence: text.slice(0, 200) }] };
  }
  const entry: Entry = { number: numberOf(step), title: step.title, body: label };
  const payload = entry as unknown as Json;
  return {
    ok: true,
    value: { key: label, tiers: { label }, summary: label, size: 1, needsPerson: [], payload },
  };
}
