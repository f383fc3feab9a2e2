import { isRecord, parseJson } from '../../../engine/json.ts';
import type { CommandResult } from '../../../engine/ports/command.ts';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import { driverFor } from './call-drivers.ts';
import type { ProposedInputs } from './inputs-reply.ts';
import { runDriver } from './run-driver.ts';

const TIMEOUT_MS = 20_000;
const MOST_SAID = 300;

/** What each call came to, as text; or why nothing could be called, to stand behind `src/a.ts was not run: `. */
export type CallResult =
  { readonly outcomes: readonly string[] } | { readonly outcomes?: never; readonly refusal: string };

/**
 * Returns what each call comes to in the worktree that the scratch folder holds, or why it can't be called: the file does
 * not load, has no such function, does not end in time or can't be run here.
 */
export async function callFunction(
  scratch: Scratch,
  inputs: ProposedInputs,
  signal: AbortSignal,
): Promise<CallResult> {
  const driver = driverFor(inputs.path);
  if (driver === undefined) return { refusal: 'its language can not be called' };
  const { result, text } = await runDriver(scratch, { driver, inputs, timeoutMs: TIMEOUT_MS }, signal);
  return resultIn(text, inputs.calls.length, result);
}

function resultIn(text: string, count: number, ended: CommandResult): CallResult {
  if (ended.startFailure !== undefined)
    return { refusal: `its program does not start (${ended.startFailure})` };
  if (ended.timedOut) return { refusal: `it did not end in ${TIMEOUT_MS / 1000} s` };
  const value = ended.exitCode === 0 ? parseJson(text) : undefined;
  if (isRecord(value) && typeof value['refusal'] === 'string') return { refusal: bounded(value['refusal']) };
  const whole = Array.isArray(value) && value.length === count;
  if (whole && value.every((each) => typeof each === 'string')) return { outcomes: value as string[] };
  return { refusal: 'it ended before its calls did' };
}

function bounded(text: string): string {
  return text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text;
}
