import type { Domain } from '../../engine/maker/domain.ts';
import { codeSession, type CodeDependencies } from './code-session.ts';

export type { CodeDependencies } from './code-session.ts';
export type { CreateBench } from './step-benches.ts';
export type { BaselineData } from './baseline/baseline-data.ts';
export { formattingOf, type Formatting } from './answer/payload.ts';
export { createRunner } from './runners/create-runner.ts';
export { runTests, type TestRun } from './runners/run-tests.ts';
export type * from './runners/test-runner.ts';
export type { Verifier } from './verifier/verifier.ts';

/** Returns the domain for changing code: failing tests promise, the project's own verifier proves. */
export function createCodeDomain(dependencies: CodeDependencies = {}): Domain {
  return {
    name: 'code',
    description: 'Changes the code of a repository; its own tests prove every step.',
    needsWorkspace: true,
    inputsTemplate: 'templates/code/inputs.hbs',
    probesTemplate: 'templates/code/probes.hbs',
    open: (context) => Promise.resolve().then(() => codeSession(context, dependencies)),
  };
}
