import type { StepBrief } from '../../../engine/maker/step.ts';
import type { Approvals } from '../../../engine/ports/approvals.ts';
import type { Scratch } from '../../../engine/ports/workspace.ts';
import type { CodeWorkbench } from '../code-workbench.ts';
import { ending } from '../runners/output.ts';
import { approvalHash } from '../verifier/approval.ts';

/** True for the verifier's own command and for commands that a person approved for this folder. */
export async function commandApproved(options: {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly approvals: Approvals;
  readonly bench: CodeWorkbench;
}): Promise<boolean> {
  const { argv, folder, approvals, bench } = options;
  const verifier = await bench.verifier();
  if ('argv' in verifier.command && sameWords(verifier.command.argv, argv)) return true;
  const own = { command: { argv }, shown: argv.join(' '), runner: 'exit-status', from: 'the plan' } as const;
  return approvals.has(approvalHash(own, folder));
}

/** Returns how to run the command that a step promises; nothing for other promises. A command that nobody approved is not run. */
export function commandPromise(options: {
  readonly step: StepBrief;
  readonly scratch: Scratch;
  readonly signal: AbortSignal;
  readonly bench: CodeWorkbench;
  readonly approved: (argv: readonly string[]) => Promise<boolean>;
}): { runPromise?: () => Promise<{ readonly passed: boolean; readonly said: string }> } {
  const { promise } = options.step;
  if (promise.kind !== 'command') return {};
  return {
    runPromise: async () => {
      if (!(await options.approved(promise.argv)))
        return { passed: false, said: 'Nobody approved this command.' };
      const timeoutMs = options.bench.settings.verifierTimeoutMs;
      const result = await options.scratch.run({ argv: promise.argv, timeoutMs }, options.signal);
      const passed = result.exitCode === 0 && !result.timedOut;
      return { passed, said: `${result.stdout}\n${result.stderr}\n(${ending(result)})`.trim() };
    },
  };
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => word === b[index]);
}
