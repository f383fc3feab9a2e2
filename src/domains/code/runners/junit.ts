import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isRecord } from '../../../engine/json.ts';
import { caseId, withUniqueIds } from './case-ids.ts';
import { pythonFrames, workspacePath } from './frames.ts';
import { cleanMessage } from './output.ts';
import type { RunPlace, TestCase } from './test-runner.ts';

const LISTS = new Set(['testsuite', 'testcase']);

/** Returns the cases of pytest's JUnit report (family xunit1, which names files), or undefined when it is not one. */
export function readJunit(xml: string, place: RunPlace): readonly TestCase[] | undefined {
  if (XMLValidator.validate(xml) !== true) return undefined;
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    isArray: (name) => LISTS.has(name),
  });
  const document: unknown = parser.parse(xml);
  if (!isRecord(document)) return undefined;
  const suites = isRecord(document['testsuites'])
    ? document['testsuites']['testsuite']
    : document['testsuite'];
  const elements = list(suites).flatMap((suite) => list(suite['testcase']));
  return withUniqueIds(merged(elements.map((element) => caseOf(element, place))));
}

// A test that passed and then failed in its teardown is listed twice in a row.
function merged(cases: readonly TestCase[]): TestCase[] {
  return cases.filter((testCase, index) => {
    const next = cases[index + 1];
    return !(
      next !== undefined &&
      next.id === testCase.id &&
      next.outcome === 'fail' &&
      testCase.outcome === 'pass'
    );
  });
}

function caseOf(element: Record<string, unknown>, place: RunPlace): TestCase {
  const file = fileOf(element, place);
  const problem = first(element['failure']) ?? first(element['error']);
  const skipped = element['skipped'] !== undefined;
  const details = problem === undefined ? '' : textOf(problem);
  return {
    id: caseId(file, titles(element, file)),
    file,
    outcome: problem === undefined ? (skipped ? 'skip' : 'pass') : 'fail',
    message: problem === undefined ? '' : cleanMessage(messageOf(problem, details)),
    frames: pythonFrames(details, place),
    durationMs: Number(element['@time'] ?? 0) * 1000,
  };
}

function fileOf(element: Record<string, unknown>, place: RunPlace): string {
  const named = element['@file'];
  if (typeof named === 'string') return workspacePath(named, place) ?? named;
  return '';
}

// `tests.test_calc.TestGroup` in tests/test_calc.py: what is left of the module's name is the class.
function titles(element: Record<string, unknown>, file: string): string[] {
  const name = String(element['@name'] ?? '');
  const module = file.replace(/\.py$/, '').replaceAll('/', '.');
  // A file that could not be collected is listed under its module's name, without a class.
  if (name === module || module.endsWith(`.${name}`)) return [];
  const classes = String(element['@classname'] ?? '').split('.');
  const own = classes.filter((_part, index) => !sameOrInside(module, classes.slice(0, index + 1).join('.')));
  return [...own, name];
}

function sameOrInside(module: string, prefix: string): boolean {
  return `.${module}.`.includes(`.${prefix}.`) || `.${module}.`.endsWith(`.${prefix}.`);
}

function messageOf(problem: Record<string, unknown>, details: string): string {
  const errors = details.split('\n').filter((line) => /^E\s/.test(line));
  return [String(problem['@message'] ?? ''), ...errors.map((line) => line.slice(1).trim())].join('\n');
}

function textOf(element: Record<string, unknown>): string {
  const text = element['#text'];
  return typeof text === 'string' ? text : '';
}

function first(value: unknown): Record<string, unknown> | undefined {
  const element: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof element === 'string') return { '#text': element };
  return isRecord(element) ? element : undefined;
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
