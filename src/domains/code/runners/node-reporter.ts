/**
 * Returns the module text of a node:test reporter that appends one JSON line an event to `reportFile`. Node only takes
 * reporters as modules; it is written beside the reports, never into the project.
 */
export function nodeReporterSource(reportFile: string): string {
  return SOURCE.replace('__REPORT__', JSON.stringify(reportFile));
}

// A test that itself starts a test runner inherits NODE_OPTIONS: the mark in the environment keeps it out of our report.
const SOURCE = `import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';

const mark = process.env.MICROFACTORY_TEST_RUN;
const nested = mark !== undefined && mark !== String(process.pid);
process.env.MICROFACTORY_TEST_RUN = String(process.pid);

const put = (record) => {
  if (!nested) appendFileSync(__REPORT__, JSON.stringify(record) + '\\n');
};
const short = (value) => (typeof value === 'string' ? value : inspect(value, { depth: 4 })).slice(0, 2000);

function failure(error) {
  if (error === undefined || error === null) return {};
  const cause = error.cause ?? error;
  const isError = typeof cause === 'object' && cause !== null && 'message' in cause;
  const record = { kind: error.failureType, message: short(isError ? cause.message : cause) };
  if (isError && typeof cause.stack === 'string') record.stack = cause.stack.slice(0, 8000);
  if (isError && 'expected' in cause && cause.expected !== undefined) record.expected = short(cause.expected);
  if (isError && 'actual' in cause && cause.actual !== undefined) record.actual = short(cause.actual);
  return record;
}

export default async function* microfactoryReporter(source) {
  put({ event: 'begin', pid: process.pid, main: process.execArgv.includes('--test') ? undefined : process.argv[1] });
  for await (const { type, data } of source) {
    if (type === 'test:start') {
      put({ event: 'start', nesting: data.nesting, name: data.name });
    } else if (type === 'test:pass' || type === 'test:fail') {
      put({
        event: type === 'test:pass' ? 'pass' : 'fail',
        nesting: data.nesting,
        name: data.name,
        file: data.entryFile ?? data.file,
        suite: data.details?.type === 'suite',
        skip: data.skip ?? false,
        todo: data.todo ?? false,
        ms: data.details?.duration_ms,
        ...failure(data.details?.error),
      });
    } else if (type === 'test:stderr') {
      put({ event: 'stderr', file: data.file, text: String(data.message).slice(0, 2000) });
    }
  }
  put({ event: 'done', pid: process.pid });
}
`;
