import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseJson } from '../../../engine/json.ts';
import type { Language, Subject } from '../subjects/subject.ts';
import { NODE_HARNESS, PYTHON_HARNESS } from './harness.ts';
import { javascriptOf } from './javascript-of.ts';
import { spoken } from './spoken.ts';

/** How programs of a language are run; `missing` says in one sentence why they can't be. */
export type Runner = { readonly run: RunTexts } | { readonly missing: string };

/** Returns what each text does: all that its calls come to, written out. */
export type RunTexts = (
  subject: Subject,
  texts: readonly string[],
  signal: AbortSignal | undefined,
) => Promise<string[]>;

/** Returns how the programs of each language are run on this machine. */
export async function runners(): Promise<Readonly<Record<Language, Runner>>> {
  const strip = javascriptOf();
  return {
    JavaScript: { run: inNode((text) => text) },
    TypeScript:
      strip === undefined
        ? { missing: 'Neither the package typescript nor a Node that takes types away is here.' }
        : { run: inNode(strip) },
    Python: (await hasPython()) ? { run: inPython } : { missing: 'There is no python3 here.' },
  };
}

function inNode(javascript: (text: string) => string): RunTexts {
  return (subject, texts, signal) =>
    inFolder({ subject, texts: texts.map(javascript), file: 'main.mjs' }, (request) =>
      spoken([process.execPath, '--input-type=module', '--eval', NODE_HARNESS], request, signal),
    );
}

const inPython: RunTexts = (subject, texts, signal) =>
  inFolder({ subject, texts, file: 'main.py' }, (request) =>
    spoken(['python3', '-B', '-c', PYTHON_HARNESS], request, signal),
  );

async function hasPython(): Promise<boolean> {
  return spoken(['python3', '-c', 'print(1)'], '', undefined).then(
    () => true,
    () => false,
  );
}

interface Laid {
  readonly subject: Subject;
  readonly texts: readonly string[];
  readonly file: string;
}

/** Lays out each text in a folder of its own, with what it imports, for the time of `work`. */
async function inFolder(
  { subject, texts, file }: Laid,
  work: (request: string) => Promise<string>,
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-pairs-'));
  try {
    const programs = await Promise.all(
      texts.map(async (text, index) => {
        const program = join(folder, String(index), file);
        await mkdir(dirname(program));
        const files = { ...subject.beside, [file]: text };
        await Promise.all(
          Object.entries(files).map(([name, content]) => writeFile(join(dirname(program), name), content)),
        );
        return program;
      }),
    );
    return parseJson(await work(JSON.stringify({ programs, calls: subject.calls }))) as string[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
