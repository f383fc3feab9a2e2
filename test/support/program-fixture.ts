import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../fixtures/programs/answering.mjs', import.meta.url));

/** What the fixture saw of one call. */
export interface ProgramCall {
  readonly kind: 'codex' | 'claude';
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly prompt: string;
  readonly pid: number;
}

export interface ProgramFixture {
  /** A folder that holds `codex` and `claude`, for the PATH. */
  readonly bin: string;
  /** Absolute path of a program, as this platform starts it. */
  path(kind: ProgramCall['kind']): string;
  /** How both behave from now on: a mode of test/fixtures/programs/answering.mjs. */
  behave(mode: string, answer?: string): void;
  /** Source of a module whose default export makes the answer of the prompt. */
  answerBy(source: string): void;
  calls(): readonly ProgramCall[];
  /** Of a hanging program and its child. */
  pids(): readonly number[];
}

/** Puts programs that behave as `codex` and `claude` do into a folder; they answer until told otherwise. */
export function programFixture(folder: string): ProgramFixture {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const path = (kind: ProgramCall['kind']) => join(bin, process.platform === 'win32' ? `${kind}.cmd` : kind);
  for (const kind of ['codex', 'claude'] as const) {
    const words = `"${process.execPath}" "${SCRIPT}" ${kind} "${folder}"`;
    const shim = process.platform === 'win32' ? `@${words} %*\r\n` : `#!/bin/sh\nexec ${words} "$@"\n`;
    writeFileSync(path(kind), shim);
    chmodSync(path(kind), 0o755);
  }
  const behave = (mode: string, answer?: string) =>
    writeFileSync(join(folder, 'behaviour.json'), JSON.stringify({ mode, answer }));
  behave('good');
  return {
    bin,
    path,
    behave,
    answerBy: (source) => writeFileSync(join(folder, 'answers.mjs'), source),
    calls: () => linesOf(join(folder, 'log.jsonl')).map((line) => JSON.parse(line) as ProgramCall),
    pids: () => linesOf(join(folder, 'pids.txt')).map(Number),
  };
}

/** True when there is no such process; one that nobody has reaped yet counts as gone. */
export function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  if (process.platform !== 'linux') return false;
  try {
    return /\) [ZX] /u.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return true;
  }
}

function linesOf(path: string): string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
