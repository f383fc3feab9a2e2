import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Verifier } from '../verifier/verifier.ts';
import { readNodeEvents } from './node-events.ts';
import { nodeOptions } from './node-options.ts';
import { nodeReporterSource } from './node-reporter.ts';
import { nodeSelectionArgv } from './node-command.ts';
import { javascriptFrames, workspacePath } from './frames.ts';
import { cleanMessage, reportOf, reportPath } from './output.ts';
import { readTap } from './tap.ts';
import { selectsAll } from './selection.ts';
import type { RunPlace, TestCase, TestRunner } from './test-runner.ts';
import { withExitStatus } from './verifier-case.ts';
import type { CommandResult } from '../../../engine/ports/command.ts';

/** Returns the runner for node:test. Its reporter comes through NODE_OPTIONS, so the user's own command is what runs. */
export function nodeRunner(verifier: Verifier): TestRunner {
  return {
    name: 'node',
    seesTests: true,
    invocation(selection, place) {
      const reportFile = reportPath(place, 'node-tests.ndjson');
      const reporter = reportPath(place, 'reporter.mjs');
      writeFileSync(reporter, nodeReporterSource(reportFile));
      const argv =
        selectsAll(selection) || verifier.direct === undefined
          ? undefined
          : nodeSelectionArgv(verifier.direct.words, selection, place);
      const script = argv === undefined ? (verifier.script ?? verifier.shown) : '';
      const env = { CI: 'true', NODE_OPTIONS: reporterOptions(reporter, script) };
      if (argv !== undefined) return { argv, env: { ...verifier.direct?.env, ...env }, reportFile };
      return { ...verifier.command, env, reportFile };
    },
    read(result, reportText, place) {
      if (reportText === undefined || reportText === '') return withoutReport(result, place, verifier);
      const { cases, complete, main } = readNodeEvents(reportText, place);
      const all = withCrash(cases, result, main, place);
      return reportOf(result, { cases: withExitStatus(all, result, verifier.shown), complete });
    },
  };
}

// Reporters and destinations pair up in order, ours before those of the command itself: one that the command names
// without a destination needs stdout spelled out, or node refuses to start.
function reporterOptions(reporter: string, script: string): string {
  const reporters = script.match(/--test-reporter[= ]/g)?.length ?? 0;
  const destinations = script.match(/--test-reporter-destination[= ]/g)?.length ?? 0;
  const own = [`--test-reporter=${pathToFileURL(reporter).href}`, '--test-reporter-destination=stderr'];
  if (reporters === 0) own.unshift('--test-reporter=spec', '--test-reporter-destination=stdout');
  if (reporters > destinations) own.push('--test-reporter-destination=stdout');
  return nodeOptions(own);
}

function withoutReport(result: CommandResult, place: RunPlace, verifier: Verifier) {
  const tap = readTap(`${result.stdout}\n${result.stderr}`);
  if (tap.cases.length > 0)
    return reportOf(result, { ...tap, cases: withExitStatus(tap.cases, result, verifier.shown) });
  const cases = crash(result, undefined, place);
  return reportOf(result, { cases, complete: cases.length > 0 });
}

// A file that runs in the runner's own process and dies leaves its tests unreported; its message is on stderr.
function withCrash(
  cases: readonly TestCase[],
  result: CommandResult,
  main: string | undefined,
  place: RunPlace,
): readonly TestCase[] {
  const explained = cases.some((testCase) => testCase.outcome === 'fail');
  if (explained || result.exitCode === 0 || main === undefined) return cases;
  return [...cases, ...crash(result, main, place)];
}

function crash(result: CommandResult, main: string | undefined, place: RunPlace): TestCase[] {
  const frames = javascriptFrames(result.stderr, place);
  const file = (main && workspacePath(main, place)) ?? frames.at(-1)?.path;
  if (file === undefined || result.exitCode === 0) return [];
  return [{ id: file, file, outcome: 'fail', message: cleanMessage(result.stderr), frames }];
}
