import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { galleryEntries, galleryEntry, textOfConfiguration, withDomain } from '../config/index.ts';
import { MicrofactoryError } from '../engine/error.ts';
import type { DomainProposal, GalleryDomain, ProposeDomainQuery } from '../protocol/gallery.ts';

/** Returns the domains that can be copied from the gallery. */
export function listGallery(): readonly GalleryDomain[] {
  return galleryEntries().map(({ name, description, basis }) => ({ name, description, basis }));
}

/** Returns what the files would be with a domain of the gallery in the configuration; writes nothing. Throws `usage` or `configuration`. */
export function proposeDomain({ name, repoPath, configPath, text }: ProposeDomainQuery): DomainProposal {
  const entry = galleryEntry(name);
  const config = configPath === undefined ? ownConfiguration(repoPath ?? process.cwd()) : resolve(configPath);
  const now = text ?? (existsSync(config) ? textOfConfiguration(config, basename(config)) : '');
  const templates = entry.templates.map(({ path, text: own }) => ({
    path: join(dirname(config), path),
    text: own,
  }));
  const there = templates.find(({ path }) => existsSync(path));
  if (there !== undefined)
    throw new MicrofactoryError({
      code: 'configuration',
      message: `The template ${there.path} exists already: rename or remove it first.`,
    });
  return { config: { path: config, text: withDomain(now, entry) }, templates };
}

function ownConfiguration(folder: string): string {
  const hidden = join(folder, '.microfactory', 'microfactory.yaml');
  const open = join(folder, 'microfactory.yaml');
  return !existsSync(open) && existsSync(hidden) ? hidden : open;
}
