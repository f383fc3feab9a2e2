import { isRecord, parseJson } from '../../engine/json.ts';
import type { YamlPath } from './yaml-place.ts';

/** The part of JSON Schema that microfactory.yaml's schema is written in. */
export type SchemaNode = Readonly<Record<string, unknown>>;

/** Returns the schema, undefined when the text is not one. */
export function readSchema(text: string): SchemaNode | undefined {
  const schema = parseJson(text);
  return isRecord(schema) ? schema : undefined;
}

/** Returns every schema that a place may follow: several where a section has variants, none where nothing may stand. */
export function schemasAt(schema: SchemaNode, path: YamlPath): SchemaNode[] {
  return path.reduce((nodes, key) => nodes.flatMap((node) => below(node, key)), [schema]);
}

/** Returns the keys that may stand in a section, with their schemas. */
export function keysOf(nodes: readonly SchemaNode[]): Map<string, SchemaNode> {
  const entries = nodes.flatMap((node) =>
    isRecord(node['properties']) ? Object.entries(node['properties']) : [],
  );
  return new Map(entries.flatMap(([key, value]) => (isRecord(value) ? [[key, value] as const] : [])));
}

/** Returns the values that a schema names: its constants, choices, and `true` and `false`. */
export function choicesOf(nodes: readonly SchemaNode[]): string[] {
  const named = nodes.flatMap((node) => {
    if (node['type'] === 'boolean') return [true, false];
    if ('const' in node) return [node['const']];
    return Array.isArray(node['enum']) ? (node['enum'] as unknown[]) : [];
  });
  return [...new Set(named.map(String))];
}

/** Returns examples that stand on one line. */
export function examplesOf(nodes: readonly SchemaNode[]): string[] {
  const all = nodes.flatMap((node) =>
    Array.isArray(node['examples']) ? (node['examples'] as unknown[]) : [],
  );
  return all.filter((each) => typeof each === 'string' || typeof each === 'number').map(String);
}

/** True when what stands there is a section or a list, on lines of its own. */
export function isSection(node: SchemaNode): boolean {
  return node['type'] === 'object' || node['type'] === 'array';
}

/** Returns what a schema says of itself. */
export function descriptionOf(node: SchemaNode): string | undefined {
  return typeof node['description'] === 'string' ? node['description'] : undefined;
}

function below(node: SchemaNode, key: string | number): SchemaNode[] {
  if (typeof key === 'number') return variantsOf(node['items']);
  const properties = node['properties'];
  if (isRecord(properties) && Object.hasOwn(properties, key)) return variantsOf(properties[key]);
  return variantsOf(node['additionalProperties']);
}

function variantsOf(node: unknown): SchemaNode[] {
  if (!isRecord(node)) return [];
  const either = node['oneOf'] ?? node['anyOf'];
  return Array.isArray(either) ? either.filter(isRecord) : [node];
}
