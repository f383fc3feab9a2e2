import type { TestRunner } from '../runners/test-runner.ts';

/** Returns the runner with options added to those that its processes read from NODE_OPTIONS. */
export function withNodeOptions(runner: TestRunner, options: readonly string[]): TestRunner {
  return {
    ...runner,
    invocation(selection, place) {
      const invocation = runner.invocation(selection, place);
      const before = invocation.env['NODE_OPTIONS'];
      const all = [...(before === undefined ? [] : [before]), ...options].join(' ');
      return { ...invocation, env: { ...invocation.env, NODE_OPTIONS: all } };
    },
  };
}
