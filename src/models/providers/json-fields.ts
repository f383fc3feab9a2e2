import { isRecord } from '../../engine/json.ts';
import { UnexpectedReply } from './unexpected-reply.ts';

/** Returns the object, or an empty one: what a server left out is not an error. */
export function fields(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** Returns the object; throws UnexpectedReply, in the given words, when there is none. */
export function required(value: unknown, otherwise: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new UnexpectedReply(otherwise);
  return value;
}

/** Returns the text, or '' for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Returns the list, or an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Returns the count; undefined when the server gave none. */
export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}
