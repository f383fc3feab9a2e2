/**
 * Lets Node load TypeScript, also the oldest Node that is supported: by the compiler that the project has (`typescript`,
 * or `esbuild`, be it that of tsx, Vite or Vitest), else by Node's own, else not at all. Imports find TypeScript files as
 * a project writes them: without an ending, with that of what is built of them, or by `paths` of tsconfig.json.
 */
export const LOAD_TYPESCRIPT = String.raw`import { readFileSync, statSync } from 'node:fs';
import nodeModule, { createRequire, register } from 'node:module';
import { dirname, extname, resolve as join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

const WRITTEN = /\.(ts|tsx|mts|cts)$/;
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '/index.ts', '/index.tsx', '/index.js'];
const BUILT = { '.js': ['.ts', '.tsx'], '.jsx': ['.tsx'], '.mjs': ['.mts'], '.cjs': ['.cts'] };

export async function resolve(specifier, context, next) {
  const found = ownFile(specifier, context.parentURL);
  return found === undefined ? next(specifier, context) : next(pathToFileURL(found).href, context);
}

export async function load(url, context, next) {
  const file = url.startsWith('file:') ? fileURLToPath(url) : '';
  if (!isOwn(file)) return next(url, context);
  if (extname(file) === '.json' && context.importAttributes?.type !== 'json')
    return { format: 'module', shortCircuit: true, source: 'export default ' + readFileSync(file, 'utf8') };
  if (!WRITTEN.test(file)) return next(url, context);
  return { format: 'module', shortCircuit: true, source: compilerFor(file).compile(readFileSync(file, 'utf8'), file) };
}

function isOwn(file) {
  return file !== '' && !file.split(/[\\/]/).includes('node_modules');
}

function ownFile(specifier, parentUrl) {
  if (!parentUrl?.startsWith('file:')) return undefined;
  const parent = fileURLToPath(parentUrl);
  if (!isOwn(parent) || !WRITTEN.test(parent)) return undefined;
  return /^\.{1,2}(\/|$)/.test(specifier) ? fileAt(join(dirname(parent), specifier)) : compilerFor(parent).resolve?.(specifier, parent);
}

function fileAt(path) {
  const ending = extname(path);
  const sources = (BUILT[ending] ?? []).map((other) => path.slice(0, -ending.length) + other);
  return [...sources, path, ...ENDINGS.map((other) => path + other)].find(isFile);
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

let compiler;
function compilerFor(file) {
  compiler ??= typescriptOf(file) ?? esbuildOf(file) ?? nodesOwn();
  if (compiler === undefined)
    throw new Error('TypeScript is run with typescript or esbuild, and the project has neither in node_modules, nor does Node ' + process.version + ' run it by itself');
  return compiler;
}

function packageOf(from, name) {
  try {
    return createRequire(from)(name);
  } catch {
    return undefined;
  }
}

function typescriptOf(file) {
  const ts = packageOf(file, 'typescript');
  if (typeof ts?.transpileModule !== 'function') return undefined;
  const own = optionsFor(ts, file);
  const compilerOptions = {
    jsx: ts.JsxEmit.ReactJSX,
    ...own,
    ...{ module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: false },
    ...{ sourceMap: false, inlineSourceMap: false, declaration: false, composite: false, incremental: false },
  };
  const moduleResolution = ts.ModuleResolutionKind.Bundler ?? ts.ModuleResolutionKind.NodeJs;
  return {
    compile: (text, fileName) => ts.transpileModule(text, { compilerOptions, fileName }).outputText,
    resolve(specifier, parent) {
      if (own.paths === undefined && own.baseUrl === undefined) return undefined;
      const { resolvedModule } = ts.resolveModuleName(specifier, parent, { ...compilerOptions, moduleResolution }, ts.sys);
      const found = resolvedModule?.resolvedFileName;
      return found !== undefined && isOwn(found) && !found.endsWith('.d.ts') ? found : undefined;
    },
  };
}

function optionsFor(ts, file) {
  const config = ts.findConfigFile(dirname(file), ts.sys.fileExists);
  if (config === undefined) return {};
  const { config: read } = ts.readConfigFile(config, ts.sys.readFile);
  return ts.parseJsonConfigFileContent({ ...read, files: [file], include: undefined }, ts.sys, dirname(config)).options;
}

function esbuildOf(file) {
  const users = ['tsx', 'vite', 'vitest', 'tsup'].flatMap((name) => placeOf(file, name + '/package.json') ?? []);
  for (const from of [file, ...users]) {
    const esbuild = packageOf(from, 'esbuild');
    if (esbuild === undefined) continue;
    return {
      compile: (text, sourcefile) =>
        esbuild.transformSync(text, { loader: extname(sourcefile) === '.tsx' ? 'tsx' : 'ts', format: 'esm', target: 'node20', sourcefile, logLevel: 'silent' }).code,
    };
  }
  return undefined;
}

function placeOf(from, name) {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

function nodesOwn() {
  const strip = nodeModule.stripTypeScriptTypes;
  return strip && { compile: (text) => strip(text, { mode: 'transform' }) };
}
`;
