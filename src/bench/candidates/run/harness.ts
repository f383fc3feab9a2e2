/** Reads `{programs, calls}` and writes what each program's calls come to; what a program leaves in the process is taken away. */
export const NODE_HARNESS = `
import { inspect } from 'node:util';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
const { programs, calls } = JSON.parse(await text(process.stdin));
const shown = (value) => inspect(value, { depth: 9, breakLength: Infinity });
const attempt = async (call, m) => {
  try {
    return shown(await new Function('m', 'return (' + call + ')')(m));
  } catch (error) {
    return 'throws ' + error.name;
  }
};
const results = [];
const known = new Set(Object.keys(globalThis));
for (const program of programs) {
  const said = [];
  try {
    const m = await import(pathToFileURL(program).href);
    for (const call of calls) said.push(await attempt(call, m));
  } catch (error) {
    said.push('does not load: ' + error.name);
  }
  for (const name of Object.keys(globalThis)) if (!known.has(name)) delete globalThis[name];
  results.push(said.join('\\n'));
}
process.stdout.write(JSON.stringify(results));
`;

/** The same for Python. */
export const PYTHON_HARNESS = `
import importlib.util, json, os, sys
request = json.load(sys.stdin)
known = set(sys.modules)
def attempt(call, m):
    try:
        return repr(eval(call, {'m': m}))
    except Exception as error:
        return 'throws ' + type(error).__name__
results = []
for program in request['programs']:
    said = []
    sys.path.insert(0, os.path.dirname(program))
    try:
        spec = importlib.util.spec_from_file_location('main', program)
        m = importlib.util.module_from_spec(spec)
        sys.modules['main'] = m
        spec.loader.exec_module(m)
        said.extend(attempt(call, m) for call in request['calls'])
    except Exception as error:
        said.append('does not load: ' + type(error).__name__)
    sys.path.pop(0)
    for name in set(sys.modules) - known:
        if name in ('main', 'helpers', 'labels'):
            del sys.modules[name]
    results.append('\\n'.join(said))
json.dump(results, sys.stdout)
`;
