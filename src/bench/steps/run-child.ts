import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { MicrofactoryError } from '../../engine/error.ts';
import { isRecord, parseJson } from '../../engine/json.ts';

/** A message from a measuring process: one line of JSON on its standard output. */
export type Message = Readonly<Record<string, unknown>>;

export interface ChildRun {
  /** What the process ended with: its last message. */
  readonly last: Message;
  readonly messages: readonly { readonly afterMs: number; readonly message: Message }[];
  readonly killed: boolean;
}

export interface ChildOptions {
  /** Program and arguments, run by this process's own Node. */
  readonly command: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** True when the process should be killed at once (SIGKILL), as a machine that fails would. */
  readonly killAt?: (message: Message) => boolean;
}

/** Runs one measurement in a process of its own; throws `internal` with its last words when it fails, the signal's reason when it is cancelled. */
export async function runChild({ command, signal, killAt }: ChildOptions): Promise<ChildRun> {
  const began = performance.now();
  const child = spawn(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal === undefined ? {} : { signal, killSignal: 'SIGKILL' as const }),
  });
  const ended = endOf(child);
  const messages: { afterMs: number; message: Message }[] = [];
  let killed = false;
  for await (const line of createInterface({ input: child.stdout })) {
    const message = parseJson(line);
    if (!isRecord(message)) continue;
    messages.push({ afterMs: performance.now() - began, message });
    if (!killed && killAt?.(message) === true) killed = child.kill('SIGKILL');
  }
  const failure = await ended;
  signal?.throwIfAborted();
  const last = messages.at(-1)?.message;
  if ((failure !== undefined && !killed) || last === undefined) throw failed(failure ?? 'It said nothing.');
  return { last, messages, killed };
}

/** Resolves to the last words of a process that failed, or to undefined. */
async function endOf(child: ChildProcess): Promise<string | undefined> {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : words.trim() || `It ended with ${code}.`));
  });
}

function failed(words: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'internal', message: `A measuring process failed: ${words}` });
}
