import leven from 'leven';
import { isRecord } from '../../engine/json.ts';
import { configurationJsonSchema } from './json-schema.ts';

type Path = readonly PropertyKey[];

/** Returns the keys that may stand at a place of microfactory.yaml; none when the place takes no fixed keys. */
export function knownKeysAt(path: Path): string[] {
  let places: unknown[] = [configurationJsonSchema()];
  for (const key of path) places = places.flatMap((place) => below(place, key));
  return places.flatMap((place) =>
    isRecord(place) && isRecord(place['properties']) ? Object.keys(place['properties']) : [],
  );
}

function below(place: unknown, key: PropertyKey): unknown[] {
  if (!isRecord(place)) return [];
  if (typeof key === 'number') return variants(place['items']);
  const properties = place['properties'];
  if (isRecord(properties) && Object.hasOwn(properties, key)) return variants(properties[String(key)]);
  return variants(place['additionalProperties']);
}

function variants(place: unknown): unknown[] {
  if (!isRecord(place)) return [];
  const either = place['oneOf'] ?? place['anyOf'];
  return Array.isArray(either) ? either : [place];
}

/** Returns the most similar of some names, or undefined when none is similar enough to be what was meant. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((each) => ({ each, distance: leven(name.toLowerCase(), each.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(2, name.length / 2) ? best.each : undefined;
}
