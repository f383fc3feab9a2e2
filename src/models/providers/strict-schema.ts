import { isRecord } from '../../engine/json.ts';

/** What both OpenAI's and Anthropic's structured outputs understand; other keywords make them refuse the schema. */
const KEYWORDS = new Set([
  'type',
  'description',
  'enum',
  'const',
  'anyOf',
  'items',
  'properties',
  'required',
  'additionalProperties',
  '$defs',
  '$ref',
]);

/** Returns the schema in the subset that providers hold a model to: every property required, no others, no limits. */
export function strictSchema(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(schema).filter(([keyword]) => KEYWORDS.has(keyword));
  const strict = Object.fromEntries(kept.map(([keyword, value]) => [keyword, strictValue(keyword, value)]));
  if (!isRecord(schema['properties'])) return strict;
  return { ...strict, required: Object.keys(schema['properties']), additionalProperties: false };
}

function strictValue(keyword: string, value: unknown): unknown {
  if (keyword === 'properties' || keyword === '$defs') return mapped(value);
  if (keyword === 'enum' || keyword === 'const' || keyword === 'required') return value;
  if (Array.isArray(value)) return value.map((each: unknown) => (isRecord(each) ? strictSchema(each) : each));
  return isRecord(value) ? strictSchema(value) : value;
}

function mapped(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, isRecord(each) ? strictSchema(each) : each]),
  );
}
