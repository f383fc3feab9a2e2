import { CALL_JAVASCRIPT } from './drivers/javascript.ts';
import { CALL_PYTHON } from './drivers/python.ts';
import { LOAD_TYPESCRIPT } from './drivers/typescript.ts';

/** A way to call functions of a file in another process. */
export interface CallDriver {
  readonly files: RegExp;
  /** Where the driver's text is written. */
  readonly name: string;
  readonly text: string;
  /** Texts that are written beside it, by name. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Returns the words before: the called file, the function's name, the file for what comes out. */
  argv(driver: string, out: string): readonly string[];
}

const node = (driver: string): readonly string[] => ['node', '--max-old-space-size=1024', driver];

const DRIVERS: readonly CallDriver[] = [
  { files: /\.(js|mjs|cjs)$/u, name: 'call.mjs', text: CALL_JAVASCRIPT, argv: node },
  {
    files: /\.(ts|mts)$/u,
    name: 'call.mjs',
    text: `import './typescript.mjs';\n${CALL_JAVASCRIPT}`,
    beside: { 'typescript.mjs': LOAD_TYPESCRIPT },
    argv: node,
  },
  { files: /\.py$/u, name: 'call.py', text: CALL_PYTHON, argv: (driver) => ['python3', driver] },
];

/** Returns how functions of the file are called, or undefined for a language that has no driver. */
export function driverFor(path: string): CallDriver | undefined {
  return DRIVERS.find(({ files }) => files.test(path));
}
