import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandResult } from '../../../engine/ports/command.ts';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import type { CallDriver } from './call-drivers.ts';
import type { ProposedInputs } from './inputs-reply.ts';

export interface DriverRun {
  readonly driver: CallDriver;
  readonly inputs: ProposedInputs;
  readonly timeoutMs: number;
}

/** What a driver wrote, also when it did not come to its end. */
export interface DriverOutput {
  readonly text: string;
  readonly result: CommandResult;
}

/** Calls a function in another process, in the worktree that the scratch folder holds. No shell; the environment of checks. */
export async function runDriver(
  scratch: Scratch,
  { driver, inputs: { path, name, calls }, timeoutMs }: DriverRun,
  signal: AbortSignal,
): Promise<DriverOutput> {
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-calls-'));
  try {
    const program = join(folder, driver.name);
    const out = join(folder, 'outcomes');
    for (const [file, content] of Object.entries({ ...driver.beside, [driver.name]: driver.text }))
      await writeFile(join(folder, file), content);
    const argv = [...driver.argv(program, out), join(scratch.root, path), name, out];
    const result = await scratch.run({ argv, stdin: JSON.stringify(calls), timeoutMs }, signal);
    signal.throwIfAborted();
    return { result, text: await readFile(out, 'utf8').catch(() => '') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
