import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRecord, parseJson } from '../../../engine/json.ts';
import type { CommandResult } from '../../../engine/ports/command.ts';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import { driverFor, type CallDriver } from './call-drivers.ts';
import type { ProposedInputs } from './inputs-reply.ts';

const TIMEOUT_MS = 20_000;
const MOST_SAID = 300;

/** What each call came to, as text; or why nothing could be called, to stand behind `src/a.ts was not run: `. */
export type CallResult =
  { readonly outcomes: readonly string[] } | { readonly outcomes?: never; readonly refusal: string };

/**
 * Returns what each call comes to, as text, in the worktree that the scratch folder holds; undefined when the file does
 * not load, has no such function, does not end in time or can't be run here. No shell; the environment of checks.
 */
export async function callFunction(
  scratch: Scratch,
  inputs: ProposedInputs,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  return (await callOrRefusal(scratch, inputs, signal)).outcomes;
}

/** As `callFunction`, with the reason where nothing could be called. */
export async function callOrRefusal(
  scratch: Scratch,
  { path, name, calls }: ProposedInputs,
  signal: AbortSignal,
): Promise<CallResult> {
  const driver = driverFor(path);
  if (driver === undefined) return { refusal: 'its language can not be called' };
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-calls-'));
  try {
    const program = await writeDriver(folder, driver);
    const out = join(folder, 'outcomes.json');
    const argv = [...driver.argv(program), join(scratch.root, path), name, out];
    const result = await scratch.run({ argv, stdin: JSON.stringify(calls), timeoutMs: TIMEOUT_MS }, signal);
    signal.throwIfAborted();
    return resultIn(await readFile(out, 'utf8').catch(() => ''), calls.length, result);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeDriver(folder: string, { name, text, beside = {} }: CallDriver): Promise<string> {
  for (const [file, content] of Object.entries({ ...beside, [name]: text }))
    await writeFile(join(folder, file), content);
  return join(folder, name);
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
