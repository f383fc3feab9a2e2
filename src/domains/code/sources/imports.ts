import { posix } from 'node:path';
import { isJavascript } from './file-kinds.ts';

const JAVASCRIPT_IMPORT =
  /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(?:'([^'\n]+)'|"([^"\n]+)"|`([^`$\n]+)`)/g;
// Types are gone when the program runs: such an import loads nothing.
const TYPE_IMPORT = /\b(?:import|export)\s+type\s+[^'";]*?from\s*['"][^'"\n]+['"]/g;
const PYTHON_IMPORT =
  /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n#]*))|import[ \t]+([^\n#]+))/gm;
const ENDINGS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
const INDEXES = ['/index.ts', '/index.tsx', '/index.js', '/index.mjs', '/index.cjs'];

/** Returns the files of the workspace that a file imports by relative path (JavaScript, TypeScript) or by module (Python). */
export function importedFiles(path: string, text: string, files: ReadonlySet<string>): string[] {
  if (path.endsWith('.py')) return unique(pythonImports(path, text, files));
  return isJavascript(path) ? unique(javascriptImports(path, text, files)) : [];
}

/** Returns the names of packages that a JavaScript or TypeScript file imports. */
export function importedPackages(path: string, text: string): string[] {
  if (!isJavascript(path)) return [];
  const bare = specifiers(text).filter((specifier) => /^(@[^/]+\/)?[a-z0-9]/i.test(specifier));
  return unique(
    bare.map((specifier) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  );
}

function specifiers(text: string): string[] {
  return [...text.replace(TYPE_IMPORT, '').matchAll(JAVASCRIPT_IMPORT)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

function javascriptImports(path: string, text: string, files: ReadonlySet<string>): string[] {
  const relative = specifiers(text).filter((specifier) => /^\.\.?(\/|$)/.test(specifier));
  return relative.flatMap((specifier) => {
    const target = posix.normalize(posix.join(posix.dirname(path), specifier.replace(/[?#].*$/, '')));
    return resolved(target, files) ?? [];
  });
}

function resolved(target: string, files: ReadonlySet<string>): string | undefined {
  const bare = target.replace(/\/$/, '');
  // TypeScript sources name the file that the compiler will write.
  const source = bare.replace(/\.([cm]?)jsx?$/, '.$1ts');
  const candidates = [
    ...ENDINGS.map((ending) => bare + ending),
    source,
    `${source}x`,
    ...INDEXES.map((e) => bare + e),
  ];
  return candidates.find((candidate) => files.has(candidate));
}

function pythonImports(path: string, text: string, files: ReadonlySet<string>): string[] {
  return [...text.matchAll(PYTHON_IMPORT)].flatMap((match) => {
    const [, from, listed, inline, plain] = match;
    if (from === undefined) return names(plain).flatMap((name) => pythonModule(path, name, files));
    const below = names(listed ?? inline).flatMap((name) =>
      pythonModule(path, from.endsWith('.') ? `${from}${name}` : `${from}.${name}`, files),
    );
    return [...pythonModule(path, from, files), ...below];
  });
}

function names(text: string | undefined): string[] {
  const parts = (text ?? '').split(',').map((part) => part.trim().split(/\s+/)[0] ?? '');
  return parts.filter((part) => /^[\w.]+$/.test(part));
}

function pythonModule(path: string, module: string, files: ReadonlySet<string>): string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const inside = module.slice(dots).replaceAll('.', '/');
  for (const start of pythonRoots(path, dots)) {
    const target = posix.join(start, inside);
    const found = [`${target}.py`, `${target}/__init__.py`].find((candidate) => files.has(candidate));
    if (found !== undefined) return [found];
  }
  return [];
}

// Absolute imports start at some folder above the file, or at a `src` beside it.
function pythonRoots(path: string, dots: number): string[] {
  const folders = posix
    .dirname(path)
    .split('/')
    .filter((part) => part !== '.');
  if (dots > 0) return [folders.slice(0, folders.length - (dots - 1)).join('/')];
  const roots = folders.map((_part, index) => folders.slice(0, folders.length - index).join('/'));
  return [...roots, ''].flatMap((root) => [root, posix.join(root, 'src')]);
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
