import { diffArrays } from 'diff';

/** Lines `start` up to `end` (exclusive, from 0) of the old text become `lines`. */
export interface LineSplice {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Beyond this many changed lines the middle counts as replaced whole: a shortest diff would take quadratic time. */
const MAX_EDIT_LENGTH = 1500;

/** Returns the smallest splices, in order and not touching each other, that turn the old lines into the new ones. */
export function alignLines(before: readonly string[], after: readonly string[]): LineSplice[] {
  const head = commonHead(before, after);
  const tail = commonTail(before, after, head);
  const oldMiddle = before.slice(head, before.length - tail);
  const newMiddle = after.slice(head, after.length - tail);
  if (oldMiddle.length === 0 && newMiddle.length === 0) return [];
  const whole: LineSplice = { start: head, end: head + oldMiddle.length, lines: newMiddle };
  if (oldMiddle.length === 0 || newMiddle.length === 0) return [whole];
  const changes = diffArrays(oldMiddle, newMiddle, { maxEditLength: MAX_EDIT_LENGTH });
  return changes === undefined ? [whole] : splicesOf(changes, head);
}

interface ArrayChange {
  readonly value: readonly string[];
  readonly added: boolean;
  readonly removed: boolean;
}

function splicesOf(changes: readonly ArrayChange[], head: number): LineSplice[] {
  const splices: LineSplice[] = [];
  let position = head;
  let open: { start: number; end: number; lines: string[] } | undefined;
  for (const change of changes) {
    if (!change.added && !change.removed) {
      if (open !== undefined) splices.push(open);
      open = undefined;
      position += change.value.length;
      continue;
    }
    open ??= { start: position, end: position, lines: [] };
    if (change.added) open.lines.push(...change.value);
    else open.end = position += change.value.length;
  }
  if (open !== undefined) splices.push(open);
  return splices;
}

function commonHead(before: readonly string[], after: readonly string[]): number {
  const limit = Math.min(before.length, after.length);
  let count = 0;
  while (count < limit && before[count] === after[count]) count += 1;
  return count;
}

function commonTail(before: readonly string[], after: readonly string[], head: number): number {
  const limit = Math.min(before.length, after.length) - head;
  let count = 0;
  while (count < limit && before[before.length - 1 - count] === after[after.length - 1 - count]) count += 1;
  return count;
}
