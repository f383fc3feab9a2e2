/**
 * Returns the text of a module that, preloaded into node:test's processes, records which ranges each single test ran.
 * `testFiles` are absolute; only they start the test framework, so that programs which tests start stay undisturbed.
 */
export function coverageHookSource(options: {
  readonly root: string;
  readonly testFiles: readonly string[];
  readonly folder: string;
}): string {
  return SOURCE.replace('__OPTIONS__', () => JSON.stringify(options));
}

const SOURCE = `import { appendFileSync, realpathSync } from 'node:fs';
import { Session } from 'node:inspector';
import { pathToFileURL } from 'node:url';

const { root, testFiles, folder } = __OPTIONS__;
const main = process.argv[1] && real(process.argv[1]);
const isTest = testFiles.some((file) => real(file) === main);
const underTest = process.env.MICROFACTORY_COVERED_TEST;
const prefix = pathToFileURL(real(root) + '/').href;
if (main && !process.execArgv.includes('--test') && (isTest || underTest)) await start();

function real(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

async function start() {
  const session = new Session();
  session.connect();
  const post = (method, parameters) => {
    let result;
    session.post(method, parameters, (error, value) => {
      result = error ? undefined : value;
    });
    return result;
  };
  const maps = new Map();
  session.on('Debugger.scriptParsed', ({ params }) => {
    if (params.sourceMapURL) maps.set(params.scriptId, params.sourceMapURL);
  });
  post('Debugger.enable');
  post('Debugger.setSkipAllPauses', { skip: true });
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const out = folder + '/' + process.pid + '-' + Math.round(performance.timeOrigin) + '.ndjson';
  const put = (record) => appendFileSync(out, JSON.stringify(record) + '\\n');
  const seen = new Set();
  const take = (name) => {
    const scripts = (post('Profiler.takePreciseCoverage')?.result ?? []).filter(
      ({ url }) => url.startsWith(prefix) && !url.includes('/node_modules/'),
    );
    for (const { scriptId, url } of scripts) {
      if (seen.has(scriptId)) continue;
      seen.add(scriptId);
      const map = maps.get(scriptId);
      const text = post('Debugger.getScriptSource', { scriptId })?.scriptSource;
      put({ script: scriptId, url, text, map: map?.startsWith('data:') ? map : undefined });
    }
    const ran = scripts.map(({ scriptId, functions }) => ({
      script: scriptId,
      functions: functions.map(({ ranges }) => ({ ranges })),
    }));
    if (ran.length > 0) put({ main, name, ran });
  };
  if (!isTest) {
    const { main: file, name } = JSON.parse(underTest);
    process.on('exit', () => put({ main: file, name, child: true }));
    process.on('exit', () => take(name));
    return;
  }
  const { afterEach, beforeEach } = await import('node:test');
  beforeEach((context) => {
    take(null);
    process.env.MICROFACTORY_COVERED_TEST = JSON.stringify({ main, name: context.fullName ?? context.name });
  });
  afterEach((context) => take(context.fullName ?? context.name));
  process.on('exit', () => take(null));
}
`;
