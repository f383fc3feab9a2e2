import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Verifier } from '../verifier/verifier.ts';
import { argumentHookSource } from './argument-hook.ts';
import { titlePattern, titlesOfId } from './case-ids.ts';
import { readJsonReport } from './json-report.ts';
import { nodeOptions } from './node-options.ts';
import { reportOf, reportPath } from './output.ts';
import { namedTests, selectedFiles, selectsAll } from './selection.ts';
import type { RunPlace, TestInvocation, TestRunner, TestSelection } from './test-runner.ts';
import { withExitStatus } from './verifier-case.ts';

/** What tells jest and vitest apart, as far as running and reading them goes. */
export interface JsonFramework {
  readonly name: 'vitest' | 'jest';
  /** Recognises the framework's own start script. */
  readonly program: RegExp;
  /** Start scripts relative to node_modules, for a run without the package manager. */
  readonly scripts: readonly string[];
  reportArgs(reportFile: string): readonly string[];
  /** Arguments that choose files, given as absolute paths. */
  fileArgs(files: readonly string[]): readonly string[];
}

/** Returns the runner of a framework that writes jest's JSON report. */
export function jsonRunner(framework: JsonFramework, verifier: Verifier): TestRunner {
  return {
    name: framework.name,
    seesTests: true,
    invocation: (selection, place) => invocation({ framework, verifier, selection, place }),
    read(result, reportText, place) {
      const cases = reportText === undefined ? undefined : readJsonReport(reportText, place);
      if (cases === undefined) return reportOf(result, { cases: [], complete: false });
      return reportOf(result, { cases: withExitStatus(cases, result, verifier.shown), complete: true });
    },
  };
}

function invocation(options: {
  framework: JsonFramework;
  verifier: Verifier;
  selection: TestSelection;
  place: RunPlace;
}): TestInvocation {
  const { framework, verifier, selection, place } = options;
  const reportFile = reportPath(place, `${framework.name}.json`);
  const hook = reportPath(place, `${framework.name}-hook.cjs`);
  const args = [...framework.reportArgs(reportFile), ...selectionArgs(framework, selection, place)];
  writeFileSync(hook, argumentHookSource(framework.program, args));
  const env = { CI: 'true', NODE_OPTIONS: nodeOptions([`--require=${hook}`]) };
  const direct = selectsAll(selection) ? undefined : directArgv(framework, verifier, place);
  if (direct) return { argv: direct, env: { ...verifier.direct?.env, ...env }, reportFile };
  return { ...verifier.command, env, reportFile };
}

function selectionArgs(framework: JsonFramework, selection: TestSelection, place: RunPlace): string[] {
  if (selectsAll(selection)) return [];
  const files = selectedFiles(selection).map((file) => resolve(place.root, file));
  const names = namedTests(selection).map((test) => titlesOfId(test).map(titlePattern).join('\\s+'));
  const pattern = names.length === 0 ? [] : ['-t', `^\\s*(?:${names.join('|')})\\s*$`];
  return [...pattern, ...framework.fileArgs(files)];
}

function directArgv(framework: JsonFramework, verifier: Verifier, place: RunPlace): string[] | undefined {
  const words = verifier.direct?.words;
  if (words === undefined || words[0] !== framework.name) return undefined;
  const script = installedScript(framework, place);
  return script === undefined ? undefined : ['node', script, ...words.slice(1)];
}

function installedScript(framework: JsonFramework, place: RunPlace): string | undefined {
  for (let folder = place.cwd; ; folder = dirname(folder)) {
    for (const script of framework.scripts) {
      const path = join(folder, 'node_modules', script);
      if (existsSync(path)) return path;
    }
    if (folder === dirname(folder)) return undefined;
  }
}
