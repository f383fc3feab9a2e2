import { isRecord, parseJson } from '../../../engine/json.ts';
import { caseId, withUniqueIds } from './case-ids.ts';
import { javascriptFrames, workspacePath } from './frames.ts';
import { cleanMessage, cut } from './output.ts';
import type { RunPlace, TestCase } from './test-runner.ts';

const MAX_VALUE = 2_000;

/** Returns the cases of the JSON report that jest defined and vitest shares, or undefined when it is not one. */
export function readJsonReport(text: string, place: RunPlace): readonly TestCase[] | undefined {
  const report = parseJson(text);
  if (!isRecord(report) || !Array.isArray(report['testResults'])) return undefined;
  return withUniqueIds(report['testResults'].filter(isRecord).flatMap((file) => casesOfFile(file, place)));
}

function casesOfFile(result: Record<string, unknown>, place: RunPlace): TestCase[] {
  const name = String(result['name'] ?? result['testFilePath'] ?? '');
  const file = workspacePath(name, place) ?? name;
  const assertions = Array.isArray(result['assertionResults'])
    ? result['assertionResults'].filter(isRecord)
    : [];
  const cases = assertions.flatMap((assertion) => caseOf(assertion, file, place));
  const explained = cases.some((testCase) => testCase.outcome === 'fail');
  if (result['status'] !== 'failed' || explained) return cases;
  return [...cases, fileCase(file, String(result['message'] ?? ''), place)];
}

// The file did not load, or a hook of the file itself failed.
function fileCase(file: string, message: string, place: RunPlace): TestCase {
  const frames = javascriptFrames(message, place);
  return {
    id: file,
    file,
    outcome: 'fail',
    message: cleanMessage(message),
    frames: frames.length > 0 ? frames : [{ path: file, line: 1 }],
  };
}

function caseOf(assertion: Record<string, unknown>, file: string, place: RunPlace): TestCase[] {
  const titles = [...strings(assertion['ancestorTitles']), String(assertion['title'] ?? '')];
  const text = strings(assertion['failureMessages']).join('\n');
  const outcome = OUTCOMES[String(assertion['status'])] ?? 'skip';
  const base = { id: caseId(file, titles), file, outcome, ...timing(assertion['duration']) };
  if (outcome !== 'fail') return [{ ...base, message: '', frames: [] }];
  const message = cleanMessage(text);
  return [{ ...base, message, frames: javascriptFrames(text, place), ...values(assertion, message) }];
}

const OUTCOMES: Readonly<Record<string, TestCase['outcome']>> = { passed: 'pass', failed: 'fail' };

function values(assertion: Record<string, unknown>, message: string): { expected?: string; actual?: string } {
  const details = Array.isArray(assertion['failureDetails'])
    ? (assertion['failureDetails'] as unknown[])
    : [];
  const first = details.find(isRecord);
  const matcher = isRecord(first?.['matcherResult']) ? first['matcherResult'] : undefined;
  if (matcher !== undefined && ('expected' in matcher || 'actual' in matcher))
    return { expected: printed(matcher['expected']), actual: printed(matcher['actual']) };
  // vitest only says it in the message.
  const said = /^\w*: ?expected (.+?) to (?:be|equal|deeply equal|strictly equal) (.+?)(?: \/\/ .*)?$/m.exec(
    message,
  );
  return said ? { actual: said[1] as string, expected: said[2] as string } : {};
}

function printed(value: unknown): string {
  return cut(JSON.stringify(value) ?? 'undefined', MAX_VALUE);
}

function timing(duration: unknown): { durationMs?: number } {
  return typeof duration === 'number' ? { durationMs: duration } : {};
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
