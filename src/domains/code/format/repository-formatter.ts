import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import {
  decodeText,
  encodeText,
  keepsMeaning,
  shippedGrammars,
  type FormatRefusal,
  type FormattedFile,
} from '../../../edits/index.ts';
import type { CommandResult } from '../../../engine/ports/command.ts';
import type { Scratch, TreeId } from '../../../engine/ports/workspace.ts';
import type { FolderView } from '../../folder/folder-view.ts';
import { findProgram } from '../programs/find-program.ts';
import { findFormatter, type Found } from './find-formatter.ts';

export interface FormatterGround {
  /** False: nothing is run, and no file is formatted. */
  isOn(): boolean;
  view(tree: TreeId): Promise<FolderView>;
  /** Lends a folder laid out at the tree, with dependencies beside it. */
  lend<T>(tree: TreeId, work: (scratch: Scratch) => Promise<T>): Promise<T>;
  /** How long one run may take; ten seconds when left out. */
  readonly limitMs?: number;
}

const LIMIT_MS = 10_000;
/** Characters. A longer file is not worth waiting for. */
const MAX_TEXT = 300_000;
const MOST_REMEMBERED = 500;

/**
 * The formatter that a session's repository has. It is run without a shell in the session's own copy, reads from standard
 * input and writes to standard output; what it says counts only where it changes nothing that a second run would change
 * back and nothing of what the file means.
 */
export class RepositoryFormatter {
  readonly #ground: FormatterGround;
  readonly #known = new Map<string, Promise<FormattedFile>>();
  readonly #missing = new Set<string>();

  constructor(ground: FormatterGround) {
    this.#ground = ground;
  }

  /** Returns what the formatter makes of a file of the tree, or why it can't be relied on; undefined when the tree names none. Never throws. */
  async format(tree: TreeId, path: string, content: Uint8Array): Promise<FormattedFile | undefined> {
    if (!this.#ground.isOn()) return undefined;
    const found = await findFormatter(await this.#ground.view(tree), path);
    if (found === undefined) return undefined;
    const key = digest(found.formatter.name, found.config.text, path, content);
    const known = this.#known.get(key) ?? this.#once(tree, { found, path, content });
    if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
    this.#known.set(key, known);
    return known;
  }

  async #once(tree: TreeId, file: File): Promise<FormattedFile> {
    const { found, path, content } = file;
    const { formatter, config } = found;
    const refused = refusing(formatter.name, path);
    if (found.runsCode)
      return refused('plug-ins', `${config.path} has it run plug-ins or code of the repository`);
    if (this.#missing.has(formatter.name)) return refused('not-installed', NOT_INSTALLED.why);
    const decoded = decodeText(content);
    if (decoded?.encoding !== 'utf-8') return refused('not-utf-8', 'the file is not UTF-8');
    if (decoded.text.length > MAX_TEXT) return refused('too-large', 'the file is too large');
    const text = decoded.text.replaceAll('\r\n', '\n');
    await shippedGrammars.prepare([path]);
    if (keepsMeaning(path, text, text, shippedGrammars) !== true)
      return refused('unchecked', 'nothing here could tell whether it keeps what the file says');
    const formatted = await this.#formatted(tree, file, text);
    if (!formatted.ok) {
      if (formatted.refusal === 'not-installed') this.#missing.add(formatter.name);
      return refused(formatted.refusal, formatted.why);
    }
    if (keepsMeaning(path, text, formatted.text, shippedGrammars) !== true)
      return refused('changes-meaning', 'it would change what the file says');
    const encoded = encodeText({ ...decoded, text: formatted.text });
    return encoded.ok
      ? { ok: true, formatter: formatter.name, content: encoded.bytes }
      : refused('not-utf-8', 'what it writes is no text');
  }

  async #formatted(tree: TreeId, file: File, text: string): Promise<Outcome> {
    const limited = { ...file, limitMs: this.#ground.limitMs ?? LIMIT_MS };
    try {
      return await this.#ground.lend(tree, async (scratch) => {
        const once = await runOn(scratch, limited, text);
        if (!once.ok || once.text === text) return once;
        const twice = await runOn(scratch, limited, once.text);
        if (!twice.ok || twice.text === once.text) return twice;
        return { ok: false, refusal: 'not-idempotent', why: 'a second run changes what the first one wrote' };
      });
    } catch (error) {
      return { ok: false, refusal: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
  }
}

interface File {
  readonly found: Found;
  readonly path: string;
  readonly content: Uint8Array;
}

type Outcome =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly refusal: FormatRefusal; readonly why: string };

const NOT_INSTALLED = { ok: false, refusal: 'not-installed', why: 'its program is not there' } as const;

async function runOn(
  scratch: Scratch,
  { found, path, limitMs }: File & { readonly limitMs: number },
  text: string,
): Promise<Outcome> {
  const { formatter, config } = found;
  const args = formatter.args({ file: join(scratch.root, path), config: config.text });
  const folder = posix.dirname(config.path);
  const program = await findProgram(formatter.programs, { root: scratch.root, folder });
  if (program === undefined) return NOT_INSTALLED;
  const result = await scratch.run({
    argv: [...program, ...args],
    cwd: join(scratch.root, folder),
    stdin: text,
    timeoutMs: limitMs,
    maxOutputBytes: 8 * MAX_TEXT,
  });
  return result.startFailure === undefined ? outcomeOf(result, limitMs) : NOT_INSTALLED;
}

function outcomeOf(
  { exitCode, timedOut, truncated, stdout, stderr }: CommandResult,
  limitMs: number,
): Outcome {
  if (timedOut) return { ok: false, refusal: 'timed-out', why: `it took longer than ${limitMs / 1000} s` };
  if (truncated) return { ok: false, refusal: 'too-large', why: 'it wrote too much' };
  if (exitCode === 0) return { ok: true, text: stdout };
  const [said = ''] = stderr.trim().split('\n');
  return {
    ok: false,
    refusal: 'failed',
    why: said === '' ? `it ended with ${exitCode}` : said.slice(0, 200),
  };
}

function refusing(formatter: string, path: string): (refusal: FormatRefusal, why: string) => FormattedFile {
  return (refusal, why) => ({
    ok: false,
    formatter,
    refusal,
    reason: `${path} is compared without ${formatter}: ${why}.`,
  });
}

function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
