/** A way to call functions of a file in another process. */
export interface CallDriver {
  readonly files: RegExp;
  /** Where the driver's text is written. */
  readonly name: string;
  readonly text: string;
  /** The driver's words are: its file, the called file, the function's name, the file for what comes out. */
  argv(driver: string): readonly string[];
}

// What comes out goes into a file: the called code may print whatever it likes.
const NODE = `import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
const [, , file, name, out] = process.argv;
const shown = (value) => inspect(value, { depth: 8, maxArrayLength: 200, maxStringLength: 2000, breakLength: Infinity, sorted: true });
const calls = JSON.parse(readFileSync(0, 'utf8'));
const loaded = await import(pathToFileURL(file).href);
const called = loaded[name] ?? loaded.default?.[name];
if (typeof called !== 'function') throw new Error('no such function');
const outcomes = [];
for (const call of calls) {
  try {
    outcomes.push(shown(await called(...call)));
  } catch (error) {
    outcomes.push('an exception, ' + (error instanceof Error ? error.name + ': ' + error.message : shown(error)));
  }
}
writeFileSync(out, JSON.stringify(outcomes));
process.exit(0);
`;

const PYTHON = `import importlib.util, json, os, sys
_, file, name, out = sys.argv
sys.path[:0] = [os.path.dirname(os.path.abspath(file)), os.getcwd()]
calls = json.load(sys.stdin)
spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(file))[0], file)
module = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = module
spec.loader.exec_module(module)
called = getattr(module, name)
outcomes = []
for call in calls:
    try:
        outcomes.append(repr(called(*call))[:4000])
    except Exception as error:
        outcomes.append('an exception, %s: %s' % (type(error).__name__, error))
with open(out, 'w') as written:
    json.dump(outcomes, written)
`;

const DRIVERS: readonly CallDriver[] = [
  {
    files: /\.(js|mjs|cjs|ts|mts)$/u,
    name: 'call.mjs',
    text: NODE,
    argv: (driver) => ['node', '--max-old-space-size=1024', driver],
  },
  { files: /\.py$/u, name: 'call.py', text: PYTHON, argv: (driver) => ['python3', driver] },
];

/** Returns how functions of the file are called, or undefined for a language that has no driver. */
export function driverFor(path: string): CallDriver | undefined {
  return DRIVERS.find(({ files }) => files.test(path));
}
