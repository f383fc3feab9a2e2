import { t } from '../l10n.ts';
import {
  choicesOf,
  descriptionOf,
  examplesOf,
  isSection,
  keysOf,
  schemasAt,
  type SchemaNode,
} from './configuration-schema.ts';
import type { YamlPath, YamlPlace } from './yaml-place.ts';

/** What may be written at a place. */
export interface Completion {
  readonly label: string;
  readonly insert: string;
  readonly kind: 'key' | 'choice' | 'example' | 'domain' | 'template';
  readonly documentation: string | undefined;
}

/** What only the workspace knows. */
export interface Surroundings {
  readonly domains: readonly { readonly name: string; readonly description: string }[];
  /** Paths of templates beside the file, with "/". */
  readonly templates: readonly string[];
}

/** Providers of tests and recorded runs: allowed, never offered. */
const UNOFFERED = new Set(['simulated', 'replay']);

/** Returns what the schema lets stand at a place. */
export function schemaCompletions(schema: SchemaNode, place: YamlPlace): Completion[] {
  const nodes = schemasAt(schema, place.path);
  if (place.kind === 'key') return keyCompletions(nodes, place);
  const choices = choicesOf(nodes).filter((each) => !UNOFFERED.has(each));
  if (choices.length > 0) return choices.map((label) => plain(label, 'choice'));
  return examplesOf(nodes).map((label) =>
    plain(label, 'example', t('An example; what is left out keeps its default.')),
  );
}

/** Returns the names that only the workspace knows: domains and templates. */
export function namedCompletions(place: YamlPlace, around: Surroundings): Completion[] {
  if (place.kind !== 'value') return [];
  if (takesDomain(place.path))
    return around.domains.map(({ name, description }) => plain(name, 'domain', description));
  if (place.path.at(-1) === 'prompt_template') return around.templates.map((path) => plain(path, 'template'));
  return [];
}

/** True for a value that names a domain. */
export function takesDomain(path: YamlPath): boolean {
  const isDefault = path.length === 1 && path[0] === 'default_domain';
  return isDefault || (path.length === 3 && path[0] === 'domains' && path[2] === 'extends');
}

function keyCompletions(nodes: readonly SchemaNode[], place: YamlPlace): Completion[] {
  const taken = new Set(place.siblings);
  return [...keysOf(nodes)]
    .filter(([key]) => !taken.has(key))
    .map(([key, node]) => ({
      label: key,
      insert: isSection(node) ? `${key}:` : `${key}: `,
      kind: 'key',
      documentation: descriptionOf(node),
    }));
}

function plain(label: string, kind: Completion['kind'], documentation?: string): Completion {
  return { label, insert: label, kind, documentation };
}

/** Returns what is said of a key under the pointer; undefined when the schema doesn't know it. */
export function keyHelp(schema: SchemaNode, path: YamlPath): string[] | undefined {
  const nodes = schemasAt(schema, path);
  if (nodes.length === 0) return undefined;
  const description = nodes.map(descriptionOf).find((each) => each !== undefined);
  const choices = choicesOf(nodes).filter((each) => !UNOFFERED.has(each));
  const [example] = examplesOf(nodes);
  const lines = [
    description,
    choices.length > 0 ? t('One of: {0}.', choices.join(', ')) : undefined,
    choices.length === 0 && example !== undefined
      ? t('Example: {0}', `${String(path.at(-1))}: ${example}`)
      : undefined,
    ...keyLines(nodes),
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? undefined : lines;
}

function keyLines(nodes: readonly SchemaNode[]): string[] {
  const keys = [...keysOf(nodes).keys()];
  return keys.length === 0 ? [] : [t('Keys: {0}.', keys.join(', '))];
}
