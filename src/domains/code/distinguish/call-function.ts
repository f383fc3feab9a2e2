import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJson } from '../../../engine/json.ts';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import { driverFor } from './call-drivers.ts';
import type { ProposedInputs } from './inputs-reply.ts';

const TIMEOUT_MS = 20_000;

/**
 * Returns what each call comes to, as text, in the worktree that the scratch folder holds; undefined when the file does
 * not load, has no such function, does not end in time or can't be run here. No shell; the environment of checks.
 */
export async function callFunction(
  scratch: Scratch,
  { path, name, calls }: ProposedInputs,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const driver = driverFor(path);
  if (driver === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-calls-'));
  try {
    const program = join(folder, driver.name);
    const out = join(folder, 'outcomes.json');
    await writeFile(program, driver.text);
    const argv = [...driver.argv(program), join(scratch.root, path), name, out];
    const result = await scratch.run({ argv, stdin: JSON.stringify(calls), timeoutMs: TIMEOUT_MS }, signal);
    signal.throwIfAborted();
    if (result.exitCode !== 0 || result.timedOut || result.startFailure !== undefined) return undefined;
    return outcomesIn(await readFile(out, 'utf8').catch(() => ''), calls.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function outcomesIn(text: string, count: number): readonly string[] | undefined {
  const value = parseJson(text);
  if (!Array.isArray(value) || value.length !== count) return undefined;
  return value.every((each) => typeof each === 'string') ? (value as string[]) : undefined;
}
