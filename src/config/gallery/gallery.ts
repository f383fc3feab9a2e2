import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isRecord } from '../../engine/json.ts';
import { MicrofactoryError } from '../../engine/error.ts';
import { shippedRoot } from '../sources/shipped-root.ts';

/** A domain that is shipped to be copied and changed. */
export interface GalleryEntry {
  readonly name: string;
  readonly description: string;
  /** The domain that it extends. */
  readonly basis: string;
  /** What stands under its name in a configuration. */
  readonly section: string;
  readonly templates: readonly GalleryTemplate[];
}

export interface GalleryTemplate {
  /** Where the section looks for it, beside the configuration. */
  readonly path: string;
  readonly text: string;
}

/** Returns the domains of the gallery in the order of their names. */
export function galleryEntries(root: string = shippedRoot()): GalleryEntry[] {
  const gallery = join(root, 'templates', 'gallery');
  return readdirSync(gallery, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => entryIn(gallery, name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns the domain of that name; throws `usage` naming those that there are. */
export function galleryEntry(name: string, root?: string): GalleryEntry {
  const entries = galleryEntries(root);
  const entry = entries.find((each) => each.name === name);
  if (entry !== undefined) return entry;
  const known = entries.map((each) => each.name).join(', ');
  throw new MicrofactoryError({
    code: 'usage',
    message: `The gallery has no domain ${name}: choose ${known}.`,
  });
}

function entryIn(gallery: string, name: string): GalleryEntry {
  const section = readFileSync(join(gallery, name, 'domain.yaml'), 'utf8');
  const value: unknown = parse(section);
  const said = (key: string): string => (isRecord(value) ? String(value[key] ?? '') : '');
  const templates = readdirSync(join(gallery, name))
    .filter((file) => file.endsWith('.hbs'))
    .map((file) => ({
      path: `prompts/${name}/${file}`,
      text: readFileSync(join(gallery, name, file), 'utf8'),
    }));
  return { name, description: said('description'), basis: said('extends'), section, templates };
}
