// `npm run api-types`: writes types/microfactory.d.ts, one file that other extensions and modules can copy; `--check` only compares.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import prettier from 'prettier';
import ts from 'typescript';
import { root } from './project.mjs';

const TYPES = join(root, 'types', 'microfactory.d.ts');
const START = join(root, 'src', 'api', 'index.ts');
const HEADER = `// What modules of domains and other extensions see of Microfactory; docs/extending.md explains it.
// Generated from src/api by \`npm run api-types\`.
`;

/** Returns the declarations that the API reaches, in one module, each name once. */
function bundled() {
  const options = {
    module: ts.ModuleKind.Preserve,
    target: ts.ScriptTarget.ES2023,
    allowImportingTsExtensions: true,
  };
  const program = ts.createProgram([START], {
    ...options,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: ['node', 'vscode'],
  });
  const checker = program.getTypeChecker();
  const written = new Map();
  const add = (symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    for (const node of target.declarations ?? []) {
      const isOurs = node.getSourceFile().fileName.startsWith(join(root, 'src'));
      if (
        !isOurs ||
        written.has(target) ||
        !(ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      )
        continue;
      written.set(target, node.getFullText().trim());
      follow(node);
    }
  };
  const follow = (node) => {
    if (ts.isTypeReferenceNode(node)) {
      const name = ts.isQualifiedName(node.typeName) ? node.typeName.left : node.typeName;
      const symbol = checker.getSymbolAtLocation(name);
      if (symbol !== undefined) add(symbol);
    }
    if (ts.isExpressionWithTypeArguments(node)) {
      const symbol = checker.getSymbolAtLocation(node.expression);
      if (symbol !== undefined) add(symbol);
    }
    ts.forEachChild(node, follow);
  };
  const source = program.getSourceFile(START);
  for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(source))) add(symbol);
  return [...written.values()];
}

const declarations = bundled();
const text = `${HEADER}\n${declarations.join('\n\n')}\n`;
const format = { ...(await prettier.resolveConfig(TYPES)), parser: 'typescript' };
const wanted = await prettier.format(text, format);
if (!process.argv.includes('--check')) await writeFile(TYPES, wanted);
else if ((await readFile(TYPES, 'utf8').catch(() => '')) !== wanted) {
  console.error('types/microfactory.d.ts is not what src/api says: run `npm run api-types`.');
  process.exitCode = 1;
}
