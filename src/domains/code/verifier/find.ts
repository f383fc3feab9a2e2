import { pathsOfFolder, inFolder, type FolderView } from '../../folder/folder-view.ts';
import { isJavascript, isTestFile } from '../sources/file-kinds.ts';
import { isPlaceholder, packageManager, packageManifest, packageScripts } from './package-script.ts';

/** One way of knowing how a folder is tested. */
interface Finder {
  /** Where people would look: `package.json`, `go.mod`. */
  readonly from: string;
  find(view: FolderView): Promise<readonly string[] | undefined>;
}

/** Returns the first command that a folder's files speak for, with where it was found; undefined when none does. */
export async function findCommand(
  view: FolderView,
): Promise<{ readonly argv: readonly string[]; readonly from: string } | undefined> {
  for (const finder of FINDERS) {
    const argv = await finder.find(view);
    if (argv !== undefined) return { argv, from: finder.from };
  }
  return undefined;
}

/** Where verifiers are looked for, in words, for the message that none was found. */
export function lookedFor(): string {
  return FINDERS.map((finder) => finder.from).join(', ');
}

function whenFile(name: RegExp, from: string, argv: readonly string[]): Finder {
  return { from, find: (view) => Promise.resolve(hasTopFile(view, name) ? argv : undefined) };
}

function hasTopFile(view: FolderView, name: RegExp): boolean {
  return topFiles(view).some((file) => name.test(file));
}

function topFiles(view: FolderView): string[] {
  const start = view.folder === '' ? 0 : view.folder.length + 1;
  return pathsOfFolder(view)
    .map((path) => path.slice(start))
    .filter((path) => !path.includes('/'));
}

const packageTest: Finder = {
  from: 'the test script of package.json',
  async find(view) {
    const script = (await packageScripts(view))['test'];
    if (script === undefined || isPlaceholder(script)) return undefined;
    const manager = packageManager(view);
    // `bun test` is bun's own runner, whatever the script says.
    return manager === 'bun' ? ['bun', 'run', 'test'] : [manager, 'test'];
  },
};

const installedFramework: Finder = {
  from: 'vitest or jest in package.json',
  async find(view) {
    const manifest = await packageManifest(view);
    const dependencies = {
      ...asRecord(manifest?.['dependencies']),
      ...asRecord(manifest?.['devDependencies']),
    };
    if ('vitest' in dependencies || hasTopFile(view, /^vitest\.config\.[cm]?[jt]s$/))
      return ['npx', 'vitest', 'run'];
    if ('jest' in dependencies || hasTopFile(view, /^jest\.config\.([cm]?[jt]s|json)$/))
      return ['npx', 'jest'];
    return undefined;
  },
};

const nodeTests: Finder = {
  from: 'test files for node --test',
  async find(view) {
    const files = pathsOfFolder(view).filter((path) => isJavascript(path) && isTestFile(path));
    const usesNode = await Promise.all(
      files.slice(0, 50).map(async (file) => /['"]node:test['"]/.test((await view.text(file)) ?? '')),
    );
    const own = files.filter((_file, index) => usesNode[index]);
    if (own.length === 0) return undefined;
    const typescript = own.filter((file) => /\.[cm]?tsx?$/.test(file));
    const devDependencies = asRecord((await packageManifest(view))?.['devDependencies']);
    if (typescript.length === 0 || !('tsx' in devDependencies)) return ['node', '--test'];
    const start = view.folder === '' ? 0 : view.folder.length + 1;
    return ['node', '--import', 'tsx', '--test', ...typescript.map((file) => file.slice(start))];
  },
};

const pythonTests: Finder = {
  from: 'Python tests',
  async find(view) {
    const files = pathsOfFolder(view).filter((path) => path.endsWith('.py') && isTestFile(path));
    const texts = await Promise.all(files.slice(0, 50).map(async (file) => (await view.text(file)) ?? ''));
    const configured = await mentionsPytest(view);
    if (configured || texts.some((text) => /^(import|from) pytest|^def test_/m.test(text)))
      return files.length > 0 || configured ? [python(), '-m', 'pytest'] : undefined;
    if (!texts.some((text) => /\bunittest\b/.test(text))) return undefined;
    return [python(), '-m', 'unittest', ...discovery(view, files), '-v'];
  },
};

// Discovery only enters packages; a folder of tests without __init__.py has to be its start.
function discovery(view: FolderView, files: readonly string[]): string[] {
  for (const name of ['tests', 'test']) {
    const folder = `${inFolder(view.folder, name)}/`;
    const isPackage = view.paths.includes(`${folder}__init__.py`);
    if (!isPackage && files.some((file) => file.startsWith(folder))) return ['discover', '-s', name];
  }
  return [];
}

async function mentionsPytest(view: FolderView): Promise<boolean> {
  if (hasTopFile(view, /^(pytest\.ini|conftest\.py)$/)) return true;
  const texts = ['pyproject.toml', 'setup.cfg', 'tox.ini'].map((name) =>
    view.text(inFolder(view.folder, name)),
  );
  return (await Promise.all(texts)).some((text) =>
    /\[tool\.pytest|\[tool:pytest\]|^\[pytest\]/m.test(text ?? ''),
  );
}

const makeTest: Finder = {
  from: 'the test target of a Makefile',
  async find(view) {
    const text = await view.text(inFolder(view.folder, 'Makefile'));
    return text !== undefined && /^test\s*:/m.test(text) ? ['make', 'test'] : undefined;
  },
};

const FINDERS: readonly Finder[] = [
  packageTest,
  installedFramework,
  nodeTests,
  pythonTests,
  whenFile(/^go\.mod$/, 'go.mod', ['go', 'test', './...']),
  whenFile(/^Cargo\.toml$/, 'Cargo.toml', ['cargo', 'test']),
  whenFile(/^deno\.jsonc?$/, 'deno.json', ['deno', 'test']),
  whenFile(/^mix\.exs$/, 'mix.exs', ['mix', 'test']),
  whenFile(/^Package\.swift$/, 'Package.swift', ['swift', 'test']),
  whenFile(/^pom\.xml$/, 'pom.xml', ['mvn', '-q', 'test']),
  whenFile(/^gradlew$/, 'gradlew', ['./gradlew', 'test']),
  whenFile(/^build\.gradle(\.kts)?$/, 'build.gradle', ['gradle', 'test']),
  whenFile(/\.(sln|csproj|fsproj)$/, 'a .NET project', ['dotnet', 'test']),
  whenFile(/^\.rspec$/, '.rspec', ['bundle', 'exec', 'rspec']),
  whenFile(/^phpunit\.xml(\.dist)?$/, 'phpunit.xml', ['vendor/bin/phpunit']),
  makeTest,
];

function python(): string {
  return process.platform === 'win32' ? 'python' : 'python3';
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
