import { parse } from 'dotenv';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where people keep keys for all their programs. */
export function defaultHomeEnvFile(): string {
  return join(homedir(), '.env');
}

const alreadyRead = new Map<string, Readonly<Record<string, string>>>();

/** Returns the file's variables; read once a process and never put into the environment. A file that can't be read has none. */
export function homeEnv(path: string): Readonly<Record<string, string>> {
  const known = alreadyRead.get(path);
  if (known !== undefined) return known;
  const variables = read(path);
  alreadyRead.set(path, variables);
  return variables;
}

function read(path: string): Readonly<Record<string, string>> {
  try {
    return parse(readFileSync(path));
  } catch {
    // Most people have no such file; a missing key is reported by name where it is needed.
    return {};
  }
}
