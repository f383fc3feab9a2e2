import { isRecord } from '../../json.ts';
import type { TaskAnswer } from './domain-task.ts';

/** Returns what a task answered with nothing else in it, or undefined when it is none of the answers there are. */
export function readTaskAnswer(value: unknown): TaskAnswer | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, question, reason, outcome } = value;
  if (kind === 'continue') return { kind };
  if (kind === 'wait') return isSentence(question) ? { kind, question } : undefined;
  if (!isSentence(reason)) return undefined;
  if (kind === 'again') return { kind, reason };
  if (kind !== 'end' || (outcome !== 'skipped' && outcome !== 'failed')) return undefined;
  return { kind, outcome, reason };
}

function isSentence(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
