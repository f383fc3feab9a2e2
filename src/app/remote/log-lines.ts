import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface LogLinesOptions {
  readonly stream: Readable | null;
  /** Never shown, wherever they turn up. */
  readonly secrets: () => readonly string[];
  readonly onLine: (line: string) => void;
}

/** Hands on what a process writes, line by line, with its secrets blotted out. */
export function logLines({ stream, secrets, onLine }: LogLinesOptions): void {
  if (stream === null) return;
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
    const hidden = secrets().filter((secret) => secret !== '');
    onLine(hidden.reduce((text, secret) => text.replaceAll(secret, '•••'), line));
  });
}
