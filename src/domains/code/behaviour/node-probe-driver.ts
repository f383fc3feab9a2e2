/**
 * Calls a function of a JavaScript file and writes a line a call: what it returned or threw, what it printed, and its
 * arguments where it changed them; `null` for what can't be compared whole. The last line says whether it reached
 * outside (files, processes, network), which is refused.
 */
export const NODE_PROBE_DRIVER = `import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import threads from 'node:worker_threads';
const [, , file, name, out] = process.argv;
const calls = JSON.parse(fs.readFileSync(0, 'utf8'));
const stringify = JSON.stringify;
const { writeSync } = fs;
const written = fs.openSync(out, 'a');
const exit = process.exit.bind(process);
const write = (line) => writeSync(written, line + '\\n');
let reached = false;
const refuse = () => {
  reached = true;
  throw new Error('not allowed while it is looked at');
};
const WRITES = /^(append|chmod|chown|copyFile|cp|createWriteStream|l?utimes|link|mk|rename|rm|symlink|truncate|unlink|write)/;
for (const host of [fs, fs.promises]) {
  for (const each of Object.keys(host)) if (typeof host[each] === 'function' && WRITES.test(each)) host[each] = refuse;
}
for (const each of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) childProcess[each] = refuse;
threads.Worker = refuse;
net.Socket.prototype.connect = refuse;
net.Server.prototype.listen = refuse;
for (const each of ['bind', 'connect', 'send']) dgram.Socket.prototype[each] = refuse;
process.exit = refuse;
process.kill = refuse;
process.chdir = refuse;
syncBuiltinESMExports();
let printed = '';
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, ...rest) => {
    printed += String(chunk);
    rest.find((each) => typeof each === 'function')?.();
    return true;
  };
}
class Opaque extends Error {}
const MOST = 100000;
const seen = (value) => {
  const text = form(value, []);
  if (text.length > MOST) throw new Opaque();
  return text;
};
function form(value, above) {
  if (typeof value === 'string') return stringify(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return value + 'n';
  if (value === null || typeof value === 'undefined' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || types.isProxy(value) || above.length > 200) throw new Opaque();
  const place = above.indexOf(value);
  if (place >= 0) return '#' + (above.length - place);
  return shape(value, [...above, value]);
}
function shape(value, above) {
  const own = (left) => Reflect.ownKeys(value).filter((key) => !left.includes(key)).map((key) => {
    const { enumerable, get, set } = Object.getOwnPropertyDescriptor(value, key);
    if (typeof key === 'symbol' || !enumerable || get !== undefined || set !== undefined) throw new Opaque();
    return stringify(key) + ':' + form(value[key], above);
  }).join(',');
  const proto = Object.getPrototypeOf(value);
  if (proto === Object.prototype) return '{' + own([]) + '}';
  if (proto === null) return 'null{' + own([]) + '}';
  if (proto === Array.prototype) return '[' + value.length + '|' + own(['length']) + ']';
  if (proto === Date.prototype) return 'Date ' + value.getTime() + '{' + own([]) + '}';
  if (proto === RegExp.prototype) return 'RegExp ' + String(value) + value.lastIndex + '{' + own(['lastIndex']) + '}';
  if (proto === Set.prototype) return 'Set(' + [...value].map((each) => form(each, above)).join(',') + '){' + own([]) + '}';
  if (proto === Map.prototype) return 'Map(' + [...value].map((each) => form([...each], above)).join(',') + '){' + own([]) + '}';
  if (types.isTypedArray(value) && proto === globalThis[proto.constructor.name]?.prototype)
    return proto.constructor.name + '(' + [...value].join(',') + ')';
  throw new Opaque();
}
const thrown = (error) => {
  if (!(error instanceof Error)) return 'throws ' + seen(error);
  if (error.code === 'ERR_ACCESS_DENIED') reached = true;
  return 'throws ' + stringify(String(error.name) + ': ' + String(error.message));
};
const outcomeOf = async (called, call) => {
  const before = seen(call);
  let value;
  let said;
  let isLater = false;
  try {
    value = called(...call);
    isLater = value instanceof Promise;
    if (isLater) value = await value;
  } catch (error) {
    said = thrown(error);
  }
  said ??= 'returns ' + seen(value);
  const after = seen(call);
  return stringify([isLater ? 'later ' + said : said, printed, after === before ? '' : after]);
};
const loaded = await import(pathToFileURL(file).href);
const called = loaded[name] ?? loaded.default?.[name];
if (typeof called !== 'function') throw new Error('no such function');
write('begin');
for (const call of calls) {
  printed = '';
  write(await outcomeOf(called, call).catch(() => 'null'));
}
write(reached ? 'reached' : 'end');
exit(0);
`;
