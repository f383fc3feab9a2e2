import type { Scratch } from '../../../engine/ports/workspace.ts';
import type { CallDriver } from '../distinguish/call-drivers.ts';
import type { ProposedInputs } from '../distinguish/inputs-reply.ts';
import { runDriver } from '../distinguish/run-driver.ts';
import { LOAD_TYPESCRIPT } from '../distinguish/drivers/typescript.ts';
import { NODE_PROBE_DRIVER } from './node-probe-driver.ts';
import { PYTHON_PROBE_DRIVER } from './python-probe-driver.ts';

/** What the calls came to. */
export interface ProbeOutcomes {
  /** In the order of the calls, as far as it came; null for what can't be compared whole. */
  readonly lines: readonly (string | null)[];
  /** `ended`: all calls were made. `stopped`: the next one did not come to its end. `failed`: nothing that could be called, or it reached outside. */
  readonly how: 'ended' | 'stopped' | 'failed';
  readonly durationMs: number;
}

/** How Node calls the permission that keeps a program from writing and from starting others; the name depends on its age. */
const NODE_PERMISSIONS = ['--permission', '--experimental-permission'] as const;
/** Node's exit status for an option that it does not know. */
const BAD_OPTION = 9;

const PYTHON: CallDriver = {
  files: /\.py$/u,
  name: 'probe.py',
  text: PYTHON_PROBE_DRIVER,
  argv: (driver) => ['python3', driver],
};

function nodeWith(permission: string): CallDriver[] {
  const limits = ['--max-old-space-size=512', permission, '--allow-fs-read=*'];
  // Compilers work in a thread or a process of their own; what is called gets neither from the driver.
  const compiling = [...limits, '--allow-worker', '--allow-child-process'];
  const argv = (words: readonly string[]) => (driver: string, out: string) => [
    'node',
    ...words,
    `--allow-fs-write=${out}`,
    driver,
  ];
  return [
    { files: /\.(js|mjs|cjs)$/u, name: 'probe.mjs', text: NODE_PROBE_DRIVER, argv: argv(limits) },
    {
      files: /\.(ts|mts)$/u,
      name: 'probe.mjs',
      text: `import './typescript.mjs';\n${NODE_PROBE_DRIVER}`,
      beside: { 'typescript.mjs': LOAD_TYPESCRIPT },
      argv: argv(compiling),
    },
  ];
}

const DRIVERS: readonly CallDriver[] = [...NODE_PERMISSIONS.flatMap(nodeWith), PYTHON];

/** True for a file whose functions can be called here. */
export function isProbed(path: string): boolean {
  return DRIVERS.some(({ files }) => files.test(path));
}

/** Calls the function on all inputs, one process, in the worktree that the scratch folder holds; it may change nothing outside of itself. */
export async function runProbes(
  scratch: Scratch,
  inputs: ProposedInputs,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<ProbeOutcomes> {
  for (const driver of DRIVERS.filter(({ files }) => files.test(inputs.path))) {
    const { result, text } = await runDriver(scratch, { driver, inputs, timeoutMs }, signal);
    if (result.exitCode === BAD_OPTION) continue;
    return { ...outcomesIn(text, inputs.calls.length), durationMs: result.durationMs };
  }
  return { lines: [], how: 'failed', durationMs: 0 };
}

/** First `begin`, then a line a call, then how it ended; what was stopped breaks off. */
function outcomesIn(text: string, calls: number): Omit<ProbeOutcomes, 'durationMs'> {
  const [first, ...rest] = text.split('\n').slice(0, -1);
  const last = rest.length > calls ? rest[calls] : undefined;
  if (first !== 'begin' || last === 'reached') return { lines: [], how: 'failed' };
  const lines = rest.slice(0, calls).map((line) => (line === 'null' ? null : line));
  return { lines, how: last === 'end' ? 'ended' : 'stopped' };
}
