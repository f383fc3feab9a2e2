import type { TestFailure } from '../../engine/ports/test-bench.ts';
import type { ProposeRequest } from '../../engine/ports/microagent.ts';
import type { Evidence } from '../../engine/maker/evidence.ts';
import type { StepPromise } from '../../engine/maker/step.ts';
import { delimited, oneLine, type PromptVariables } from '../../prompts/index.ts';

/** Returns what templates may use of a request; everything from outside is made visible and delimited. */
export function promptVariablesOf(request: ProposeRequest, formatGuide: string): PromptVariables {
  const { evidence } = request;
  return {
    goal: delimited(evidence.goal),
    step: stepVariables(evidence),
    place: placeVariables(evidence),
    files: evidence.files.map(({ path, text, why }) => ({
      path: oneLine(path),
      why: oneLine(why),
      content: delimited(text, `path=${path}`),
    })),
    failures: evidence.failures.map((failure) => ({
      test: oneLine(failure.test),
      file: oneLine(failure.file),
      report: delimited(report(failure)),
    })),
    outline: evidence.outline.length === 0 ? '' : delimited(evidence.outline.map(oneLine).join('\n')),
    feedback: evidence.feedback.map((comment) => delimited(comment)),
    notes: evidence.notes.map((note) => delimited(note)),
    formatGuide,
    options: (request.options ?? []).map((text, index) => ({ number: index + 1, text: delimited(text) })),
  };
}

function stepVariables({ step }: Evidence): PromptVariables['step'] {
  return {
    title: oneLine(step.title),
    description: delimited(step.description),
    kind: oneLine(step.kind),
    depth: step.depth,
    promise: promiseLines(step.promise),
    mayBreak: step.mayBreak.map(oneLine),
    files: step.files.map(oneLine),
    filesAreHints: step.filesAreHints === true,
  };
}

function placeVariables({ place }: Evidence): PromptVariables['place'] {
  return {
    ancestors: place.ancestors.map(oneLine),
    index: place.index,
    count: place.count,
    siblings: place.siblings.map(({ title, state, summary }) => ({
      title: oneLine(title),
      state: oneLine(state),
      summary: oneLine(summary),
    })),
  };
}

function promiseLines(promise: StepPromise): string[] {
  switch (promise.kind) {
    case 'tests':
      return promise.tests.map((test) => `the test passes: ${oneLine(test)}`);
    case 'command':
      return [`this command ends with 0: ${oneLine(promise.argv.join(' '))}`];
    case 'none':
      return [];
  }
}

function report({ message, expected, actual, frames }: TestFailure): string {
  const lines = [message];
  if (expected !== undefined) lines.push(`expected: ${expected}`);
  if (actual !== undefined) lines.push(`actual: ${actual}`);
  for (const frame of frames) lines.push(`at ${frame.path}:${frame.line}`);
  return lines.join('\n');
}
