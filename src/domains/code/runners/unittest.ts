import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Verifier } from '../verifier/verifier.ts';
import { fileOfId, titlesOfId } from './case-ids.ts';
import { reportOf } from './output.ts';
import { pythonEnvironment } from './pytest.ts';
import { selectsAll } from './selection.ts';
import type { RunPlace, TestRunner, TestSelection } from './test-runner.ts';
import { readUnittest, type ModuleFile } from './unittest-report.ts';
import { withExitStatus } from './verifier-case.ts';

/** Returns the runner for Python's unittest, read from its verbose text. */
export function unittestRunner(verifier: Verifier): TestRunner {
  return {
    name: 'unittest',
    seesTests: true,
    invocation(selection, place) {
      const env = { ...verifier.direct?.env, ...pythonEnvironment(place.reports) };
      const words = verifier.direct?.words;
      const names = words === undefined || selectsAll(selection) ? [] : testNames(selection, place);
      if (words === undefined) return { ...verifier.command, env };
      if (names.length > 0) return { argv: [...upToModule(words), '-v', ...names], env };
      return { argv: verbose(words), env };
    },
    read(result, _reportText, place) {
      const read = readUnittest(`${result.stderr}\n${result.stdout}`, place, moduleFileIn(place));
      return reportOf(result, { ...read, cases: withExitStatus(read.cases, result, verifier.shown) });
    },
  };
}

function verbose(words: readonly string[]): string[] {
  return words.some((word) => /^(-v|--verbose)$/.test(word)) ? [...words] : [...words, '-v'];
}

function upToModule(words: readonly string[]): string[] {
  return words.slice(0, words.indexOf('unittest') + 1);
}

// Names only resolve from the task's folder when each folder of the path is a package or a namespace: no hyphens.
function testNames(selection: TestSelection, place: RunPlace): string[] {
  const tests = [...(selection.files ?? []), ...(selection.tests ?? [])];
  const names = tests.map((test) => {
    const file = relative(place.cwd, join(place.root, fileOfId(test)))
      .split(sep)
      .join('.');
    const titles = titlesOfId(test).map((title) => title.replace(/ #\d+$/, ''));
    return [file.replace(/\.py$/, ''), ...titles].join('.');
  });
  return names.every((name) => /^\w+(\.\w+)*$/.test(name)) ? names : [];
}

/** Returns a lookup of module names below the task's folder, as unittest's discovery would have found them. */
function moduleFileIn(place: RunPlace): ModuleFile {
  return (module) => {
    const path = `${module.replaceAll('.', '/')}.py`;
    for (const start of ['', 'tests', 'test', 'src']) {
      const absolute = join(place.cwd, start, path);
      if (existsSync(absolute)) return relative(place.root, absolute).split(sep).join('/');
    }
    return undefined;
  };
}
