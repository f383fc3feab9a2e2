import { posix } from 'node:path';

/** Returns the sources that the test files import, transitively, with the number of imports on the way (1: directly). */
export async function importedFiles(
  tests: readonly string[],
  sources: readonly string[],
  readText: (path: string) => Promise<string>,
): Promise<ReadonlyMap<string, number>> {
  const known = new Set(sources);
  const distance = new Map<string, number>();
  let front = tests.filter((test) => test !== '');
  for (let steps = 1; front.length > 0 && steps < 12; steps += 1) {
    const next: string[] = [];
    for (const path of front)
      for (const found of await importsOf(path, known, readText)) {
        if (distance.has(found)) continue;
        distance.set(found, steps);
        next.push(found);
      }
    front = next;
  }
  return distance;
}

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])(\.{1,2}(?:\/[^'"]*)?)\1/g;

async function importsOf(
  path: string,
  known: ReadonlySet<string>,
  readText: (path: string) => Promise<string>,
): Promise<string[]> {
  const text = await readText(path).catch(() => '');
  const specifiers = [...text.matchAll(SPECIFIER)].map((match) => match[2] ?? '');
  return specifiers.flatMap((specifier) => resolved(posix.join(posix.dirname(path), specifier), known));
}

const ENDINGS = [
  '',
  '.js',
  '.ts',
  '.mjs',
  '.cjs',
  '.jsx',
  '.tsx',
  '.mts',
  '.cts',
  '/index.js',
  '/index.ts',
  '/index.mjs',
  '/index.cjs',
  '/index.tsx',
];

// TypeScript imports name the file that it will become: `./a.js` for `a.ts`.
function resolved(path: string, known: ReadonlySet<string>): string[] {
  const bare = path.replace(/\/$/, '');
  const candidates = [
    ...ENDINGS.map((ending) => bare + ending),
    bare.replace(/\.([cm]?)js(x?)$/, '.$1ts$2'),
    bare === '.' ? 'index.js' : '',
  ];
  return candidates.filter((candidate) => known.has(candidate)).slice(0, 1);
}
