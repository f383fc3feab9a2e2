import type { TestCase, TestReport } from '../runners/test-runner.ts';
import { importedFiles, importedPackages } from '../sources/imports.ts';
import { isSourceFile } from '../sources/file-kinds.ts';
import { pathsOfFolder, inFolder, type FolderView } from '../../folder/folder-view.ts';
import { isRecord, parseJson } from '../../../engine/json.ts';
import type { FileChange } from '../../../engine/ports/workspace.ts';

/** Text that no language loads: a file that holds it must show in the verdict of whoever reads the file. */
const BREAKING = new TextEncoder().encode(')(( microfactory probe ]]\n');
const MAX_BROKEN = 200;

/** A group of files to break together, and the test files whose verdict must then change. */
export interface ProbeTarget {
  readonly name: string;
  readonly paths: readonly string[];
  readonly testFiles: readonly string[];
}

/** Returns what to break: the sources that test files import, by package; empty when imports say nothing. */
export async function probeTargets(view: FolderView, cases: readonly TestCase[]): Promise<ProbeTarget[]> {
  const files = new Set(view.paths);
  const packages = await workspacePackages(view);
  const groups = new Map<string, { paths: Set<string>; testFiles: Set<string> }>();
  for (const testFile of new Set(cases.map((testCase) => testCase.file))) {
    const text = files.has(testFile) ? await view.text(testFile) : undefined;
    if (text === undefined) continue;
    const relative = importedFiles(testFile, text, files).filter(isSourceFile);
    const linked = importedPackages(testFile, text).flatMap((name) => packages.get(name) ?? []);
    for (const path of [...relative, ...linked]) add(groups, ownerOf(path, packages), path, testFile);
  }
  return [...groups].map(([name, { paths, testFiles }]) => ({
    name,
    paths: [...paths].slice(0, MAX_BROKEN),
    testFiles: [...testFiles],
  }));
}

/** Returns a last resort where no import tells: sources of the folder, for verifiers that only pass or fail. */
export function anySources(view: FolderView): ProbeTarget | undefined {
  const paths = pathsOfFolder(view).filter(isSourceFile).slice(0, MAX_BROKEN);
  return paths.length === 0 ? undefined : { name: view.folder, paths, testFiles: [] };
}

/** Returns the changes that break the paths. */
export function breaking(paths: readonly string[]): FileChange[] {
  return paths.map((path) => ({ path, content: BREAKING }));
}

/** True when the verdict on the target's test files (on anything, when it names none) is not what it was. */
export function verdictChanged(options: {
  readonly before: readonly TestCase[];
  readonly after: TestReport;
  readonly flaky: ReadonlySet<string>;
  readonly testFiles: readonly string[];
}): boolean {
  const { before, after, flaky, testFiles } = options;
  if (!after.complete) return true;
  const concerned = (testCase: TestCase) => testFiles.length === 0 || testFiles.includes(testCase.file);
  const now = new Map(after.cases.map((testCase) => [testCase.id, testCase]));
  const known = new Set(before.map((testCase) => testCase.id));
  const changed = before.some(
    (was) => concerned(was) && !flaky.has(was.id) && fingerprint(was) !== fingerprint(now.get(was.id)),
  );
  return changed || after.cases.some((testCase) => concerned(testCase) && !known.has(testCase.id));
}

// Numbers in messages (times, addresses, ports) change from run to run and prove nothing.
function fingerprint(testCase: TestCase | undefined): string {
  if (testCase === undefined) return 'missing';
  return `${testCase.outcome} ${testCase.message
    .split('\n', 3)
    .join(' ')
    .replace(/[\d.]+/g, '0')}`;
}

async function workspacePackages(view: FolderView): Promise<ReadonlyMap<string, readonly string[]>> {
  const manifests = view.paths.filter(
    (path) => /(^|\/)package\.json$/.test(path) && !path.includes('node_modules/'),
  );
  const packages = new Map<string, readonly string[]>();
  for (const manifest of manifests) {
    const folder = manifest === 'package.json' ? '' : manifest.slice(0, -'/package.json'.length);
    const name = nameOf(parseJson((await view.text(manifest)) ?? ''));
    const inside =
      folder === '' ? view.paths : view.paths.filter((path) => path.startsWith(inFolder(folder, '')));
    if (name !== undefined) packages.set(name, inside.filter(isSourceFile));
  }
  return packages;
}

function nameOf(manifest: unknown): string | undefined {
  return isRecord(manifest) && typeof manifest['name'] === 'string' ? manifest['name'] : undefined;
}

function ownerOf(path: string, packages: ReadonlyMap<string, readonly string[]>): string {
  const owners = [...packages].filter(([, paths]) => paths.includes(path));
  // The innermost package has the fewest files.
  return owners.sort((a, b) => a[1].length - b[1].length)[0]?.[0] ?? '';
}

function add(
  groups: Map<string, { paths: Set<string>; testFiles: Set<string> }>,
  name: string,
  path: string,
  testFile: string,
): void {
  const group = groups.get(name) ?? { paths: new Set(), testFiles: new Set() };
  group.paths.add(path);
  group.testFiles.add(testFile);
  groups.set(name, group);
}
