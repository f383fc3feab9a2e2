import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { MicrofactoryError } from '../../../engine/error.ts';

const LIMIT_MS = 120_000;

/** Returns what a program says that is given `request`; throws `internal` when it fails or takes more than two minutes. */
export async function spoken(
  [program = '', ...args]: readonly string[],
  request: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const limits = [AbortSignal.timeout(LIMIT_MS), ...(signal === undefined ? [] : [signal])];
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal: AbortSignal.any(limits),
    killSignal: 'SIGKILL',
  });
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', resolve);
  });
  // A program that ends before it has read everything says so by its exit status.
  child.stdin.on('error', () => undefined);
  child.stdin.end(request);
  const [said, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  signal?.throwIfAborted();
  if (code === 0) return said;
  const words = complaint.trim().slice(-500) || String(code);
  throw new MicrofactoryError({
    code: 'internal',
    message: `${program} could not run the programs that are compared: ${words}`,
  });
}
