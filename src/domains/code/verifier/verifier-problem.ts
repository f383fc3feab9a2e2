import { MicrofactoryError } from '../../../engine/error.ts';
import type { TestReport } from '../runners/test-runner.ts';
import type { Verifier } from './verifier.ts';

/** Returns why a run of the untouched files proves nothing, as an error of one sentence; undefined when it does. */
export function verifierProblem(
  report: TestReport,
  verifier: Verifier,
  timeoutMs: number,
): MicrofactoryError | undefined {
  const sentence = problemSentence(report, verifier, timeoutMs);
  return sentence === undefined
    ? undefined
    : new MicrofactoryError({ code: 'verifier', message: sentence, data: { output: report.output } });
}

function problemSentence(report: TestReport, verifier: Verifier, timeoutMs: number): string | undefined {
  const name = `The verifier "${verifier.shown}"`;
  if (report.timedOut)
    return `${name} did not finish within ${Math.round(timeoutMs / 1000)} s and was stopped; raise verifier_timeout_seconds or name a command that ends.`;
  if (report.ending.startsWith('no start'))
    return `${name} could not be started: ${startFailure(report)}; install what it needs or name another command under "verifier" in microfactory.yaml.`;
  if (report.complete && (report.cases.length > 0 || report.succeeded)) return undefined;
  if (report.flooded)
    return `${name} flooded its output and ended with ${report.ending} without reporting its tests; make it print less.`;
  return `${name} ended with ${report.ending} without reporting its tests${lastLine(report.output)}; make it run by hand first.`;
}

function startFailure(report: TestReport): string {
  return report.ending.replace(/^no start \(|\)$/g, '').replace(/\.$/, '');
}

function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /error|not found|cannot|no such/i.test(line)) ?? lines.at(-1);
  return telling === undefined ? '' : ` ("${telling.trim().slice(0, 160)}")`;
}
