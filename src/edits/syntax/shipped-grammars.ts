import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { GrammarName } from './languages.ts';

/** Returns where the parser's program lies. */
export function runtimePath(): string {
  return shipped('tree-sitter.wasm');
}

/** Returns where a grammar's program lies. */
export function grammarPath(grammar: GrammarName): string {
  return shipped(`tree-sitter-${grammar}.wasm`);
}

/** Beside the bundle; in its package where nothing is bundled. */
function shipped(name: string): string {
  const beside = fileURLToPath(new URL(`./grammars/${name}`, import.meta.url));
  if (existsSync(beside)) return beside;
  return createRequire(import.meta.url).resolve(`@vscode/tree-sitter-wasm/wasm/${name}`);
}
