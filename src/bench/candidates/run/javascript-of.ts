import nodeModule, { createRequire } from 'node:module';
import type typescript from 'typescript';

/** Returns what makes JavaScript of TypeScript here, or undefined. */
export function javascriptOf(): ((text: string) => string) | undefined {
  return typescriptPackage() ?? ofNode();
}

function typescriptPackage(): ((text: string) => string) | undefined {
  try {
    const compiler = createRequire(import.meta.url)('typescript') as typeof typescript;
    const { ESNext } = compiler.ModuleKind;
    const compilerOptions = { target: compiler.ScriptTarget.ES2022, module: ESNext };
    return (text) => compiler.transpileModule(text, { compilerOptions }).outputText;
  } catch {
    return undefined;
  }
}

/** Node takes types away itself from 22.13 on. */
function ofNode(): ((text: string) => string) | undefined {
  const { stripTypeScriptTypes } = nodeModule as {
    stripTypeScriptTypes?: (text: string, options: { readonly mode: 'transform' }) => string;
  };
  return stripTypeScriptTypes && ((text) => stripTypeScriptTypes(text, { mode: 'transform' }));
}
