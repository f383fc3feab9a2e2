import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LIST = join(ROOT, 'test', 'e2e', 'shipped-files.txt');
const MB = 1_000_000;

function shippedFiles(): string[] {
  const vsce = join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');
  const listed = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed
    .split('\n')
    .filter((line) => line !== '')
    .sort();
}

const sizeOf = (path: string) => statSync(join(ROOT, path)).size;

describe('the package', () => {
  it('holds exactly the files of the kept list (MICROFACTORY_ACCEPT=1 accepts a change)', () => {
    const now = `${shippedFiles().join('\n')}\n`;
    if (process.env['MICROFACTORY_ACCEPT'] === '1') writeFileSync(LIST, now);
    expect(now).toBe(existsSync(LIST) ? readFileSync(LIST, 'utf8') : '');
  });

  it('is small: VSIX 8 MB, the extension host’s bundle 1.5 MB, the panel 700 kB at most', () => {
    expect(sizeOf('dist/microfactory.vsix')).toBeLessThanOrEqual(8 * MB);
    expect(sizeOf('dist/extension.cjs')).toBeLessThanOrEqual(1.5 * MB);
    expect(sizeOf('dist/panel.js')).toBeLessThanOrEqual(0.7 * MB);
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
    ])
      expect(notices, name).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+.* \\(`, 'm'));
  });
});

function installed(): string {
  const extensions = inject('extensions');
  const name = readdirSync(extensions).find((folder) => folder.startsWith('microfactory.microfactory-'));
  if (name === undefined) throw new Error(`Microfactory is not installed in ${extensions}`);
  return join(extensions, name);
}
