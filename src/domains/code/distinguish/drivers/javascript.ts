/** Calls an exported function; what can't be run is written as `{ "refusal" }`. What the called code prints is nobody's. */
export const CALL_JAVASCRIPT = String.raw`import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
const [, , file, name, out] = process.argv;
const shown = (value) => inspect(value, { depth: 8, maxArrayLength: 200, maxStringLength: 2000, breakLength: Infinity, sorted: true });
const named = (error) => (error instanceof Error ? error.name + ': ' + error.message : shown(error));
const end = (written) => {
  writeFileSync(out, JSON.stringify(written));
  process.exit(0);
};
const calls = JSON.parse(readFileSync(0, 'utf8'));
const loaded = await import(pathToFileURL(file).href).catch((error) => end({ refusal: 'it does not load: ' + (error instanceof Error ? error.message : shown(error)) }));
const called = loaded[name] ?? loaded.default?.[name];
if (typeof called !== 'function') end({ refusal: 'it exports no function ' + name });
const outcomes = [];
for (const call of calls) {
  try {
    outcomes.push(shown(await called(...call)));
  } catch (error) {
    outcomes.push('an exception, ' + named(error));
  }
}
end(outcomes);
`;
