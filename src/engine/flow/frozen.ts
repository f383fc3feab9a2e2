import { isRecord, type Json } from '../json.ts';

// JSON knows neither maps, sets nor undefined; each becomes an object with one of these keys.
const MAP = '$map';
const SET = '$set';
const UNDEFINED = '$undefined';
/** An object whose own first key looks like a tag, as a list of its entries. */
const OBJECT = '$object';

/** Returns the value as JSON that `thawed` makes the same value of: plain data, lists, maps, sets, undefined. */
export function frozen(value: unknown): Json {
  if (value === undefined) return { [UNDEFINED]: true };
  if (value instanceof Map) return { [MAP]: pairs(value) };
  if (value instanceof Set) return { [SET]: [...value].map(frozen) };
  if (Array.isArray(value)) return value.map(frozen);
  if (!isRecord(value)) return value as Json;
  const entries = Object.entries(value);
  if (entries.some(([key]) => key.startsWith('$'))) return { [OBJECT]: pairs(entries) };
  return Object.fromEntries(entries.map(([key, each]) => [key, frozen(each)]));
}

function pairs(entries: Iterable<readonly [unknown, unknown]>): Json {
  return [...entries].map(([key, each]) => [frozen(key), frozen(each)]);
}

/** Returns what was frozen; JSON of another origin comes back as it is. */
export function thawed(json: Json): unknown {
  if (Array.isArray(json)) return (json as readonly Json[]).map(thawed);
  if (!isRecord(json)) return json;
  const record = json as { readonly [key: string]: Json };
  if (UNDEFINED in record) return undefined;
  if (SET in record) return new Set(list(record[SET]).map(thawed));
  if (MAP in record) return new Map(thawedPairs(record[MAP]));
  if (OBJECT in record) return Object.fromEntries(thawedPairs(record[OBJECT]));
  return Object.fromEntries(Object.entries(record).map(([key, each]) => [key, thawed(each)]));
}

function thawedPairs(json: Json | undefined): [string, unknown][] {
  return list(json).map((pair) => {
    const [key = null, each = null] = list(pair);
    return [thawed(key) as string, thawed(each)];
  });
}

function list(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}
