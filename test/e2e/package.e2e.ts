import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIST = join(ROOT, 'test', 'e2e', 'shipped-files.txt');
const MB = 1_000_000;

/** Returns what an installed extension consists of, but for the installer's own note. */
function shippedFiles(): string[] {
  const entries = readdirSync(installed(), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(installed(), join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  return paths.filter((path) => path !== '.vsixmanifest').sort();
}

describe('the package', () => {
  it('holds exactly the files of the kept list (MICROFACTORY_ACCEPT=1 accepts a change)', () => {
    const now = `${shippedFiles().join('\n')}\n`;
    if (process.env['MICROFACTORY_ACCEPT'] === '1') writeFileSync(LIST, now);
    expect(now).toBe(existsSync(LIST) ? readFileSync(LIST, 'utf8') : '');
  });

  it('is small: VSIX 8 MB, the extension host’s bundle 1.5 MB, the panel 700 kB at most', () => {
    const sizeOf = (path: string) => statSync(join(installed(), path)).size;
    expect(statSync(inject('vsix')).size).toBeLessThanOrEqual(8 * MB);
    expect(sizeOf('dist/extension.cjs')).toBeLessThanOrEqual(1.5 * MB);
    expect(sizeOf('dist/panel.js')).toBeLessThanOrEqual(0.7 * MB);
  });

  it('loads nothing of the engine and no SDK when it is activated', () => {
    const { all: modules, atActivation } = modulesOf('extension');
    expect(packagesOf(atActivation)).toEqual(['diff', 'leven', 'zod']);
    // Loaded when they are needed: the engine's channel, and help with microfactory.yaml.
    expect(packagesOf(modules)).toEqual(['diff', 'leven', 'vscode-jsonrpc', 'yaml', 'zod']);
    const rooms = modules.flatMap((path) => /^src\/((?:app\/remote|[^/]+))\//.exec(path)?.[1] ?? []);
    expect([...new Set(rooms)].sort()).toEqual(['app/remote', 'engine', 'extension', 'protocol']);
    // Errors with a code, and JSON that says what is wrong with it: nothing that runs sessions.
    expect(modules.filter((path) => path.startsWith('src/engine/'))).toEqual([
      'src/engine/error.ts',
      'src/engine/json.ts',
    ]);
  });

  it('names the licence of every package that is in a bundle', () => {
    const notices = readFileSync(join(installed(), 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of [
      'zod',
      'react',
      '@vscode/webview-ui-toolkit',
      'openai',
      '@anthropic-ai/sdk',
      'vscode-jsonrpc',
      'gpt-tokenizer',
    ])
      expect(notices, name).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+.* \\(`, 'm'));
  });
});

interface Metafile {
  readonly inputs: Readonly<
    Record<string, { readonly imports: readonly { readonly path: string; readonly kind: string }[] }>
  >;
}

/** Returns the modules that a bundle was made of, and those of them that its entry needs before anything is asked of it. */
function modulesOf(bundle: string): {
  readonly all: readonly string[];
  readonly atActivation: readonly string[];
} {
  const text = readFileSync(join(ROOT, '.cache', 'metafiles', `${bundle}.json`), 'utf8');
  const { inputs } = JSON.parse(text) as Metafile;
  const reached = new Set<string>();
  const reach = (path: string): void => {
    if (reached.has(path) || inputs[path] === undefined) return;
    reached.add(path);
    for (const { path: next, kind } of inputs[path].imports) if (kind !== 'dynamic-import') reach(next);
  };
  reach(`src/${bundle}/${bundle}.ts`);
  return { all: Object.keys(inputs).sort(), atActivation: [...reached] };
}

function packagesOf(modules: readonly string[]): string[] {
  const names = modules.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort();
}

function installed(): string {
  const extensions = inject('extensions');
  const name = readdirSync(extensions).find((folder) => folder.startsWith('microfactory.microfactory-'));
  if (name === undefined) throw new Error(`Microfactory is not installed in ${extensions}`);
  return join(extensions, name);
}
