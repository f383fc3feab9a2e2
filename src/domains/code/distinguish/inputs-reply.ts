import * as z from 'zod';
import { isRecord, parseJson } from '../../../engine/json.ts';
import type { Reading } from '../../../engine/maker/red-flag.ts';

/** A function of a changed file and lists of arguments to call it with. */
export interface ProposedInputs {
  readonly path: string;
  /** The name that the file exports it under. */
  readonly name: string;
  readonly calls: readonly (readonly unknown[])[];
}

const MOST_CALLS = 20;
const MOST_CHARACTERS = 8_000;

const reply = z.strictObject({
  file: z.string(),
  function: z.string().regex(/^[A-Za-z_$][\w$]{0,99}$/u),
  calls: z.array(z.array(z.unknown()).max(10)).min(1).max(MOST_CALLS),
});

/** Reads `{"file", "function", "calls"}`; flags whatever is none of that, or names a file that is not among `paths`. */
export function readInputs(text: string, paths: readonly string[]): Reading<ProposedInputs> {
  if (text.length > MOST_CHARACTERS) return flagged('too-long', 'The inputs are too long to be looked at.');
  const parsed = reply.safeParse(jsonIn(text));
  if (!parsed.success) return flagged('format', 'The reply is not an object with file, function and calls.');
  const { file, function: name, calls } = parsed.data;
  if (!paths.includes(file))
    return flagged('outside', `${file} is not a file whose functions are to be called.`);
  return { ok: true, value: { path: file, name, calls } };
}

/** A fence around it is usual, words around it are not. */
function jsonIn(text: string): unknown {
  const bare = text.trim().replace(/^```(json)?\s*\n([\s\S]*)\n```$/u, '$2');
  const value = parseJson(bare);
  return isRecord(value) ? value : undefined;
}

function flagged(
  rule: string,
  reason: string,
): { readonly ok: false; readonly flags: { rule: string; reason: string }[] } {
  return { ok: false, flags: [{ rule, reason }] };
}
