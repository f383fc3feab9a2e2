import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { atModule, type DomainChain } from './domain-chain.ts';
import { isInside, realPath } from './roles/template.ts';
import type { Settings } from './settings.ts';

export type ModulePlace = NonNullable<Settings['module']>;

/** Returns the module that does a domain's work, as it is now; undefined for built-in work. Throws `configuration` when it can't be used. */
export function modulePlace(chain: DomainChain, repoPath: string | undefined): ModulePlace | undefined {
  const level = chain.moduleLevel;
  const written = level?.section.module;
  if (level === undefined || written === undefined) return undefined;
  const { kind, root } = level.layer.source;
  const path = realPath(resolve(root, written));
  const text = path === undefined ? undefined : textOf(path);
  if (path === undefined || text === undefined)
    throw atModule(level, `names ${written}, which is no file; create ${resolve(root, written)}.`);
  const isOfRepository = repoPath !== undefined && isInside(path, repoPath);
  if (kind === 'workspace' && !isOfRepository)
    throw atModule(level, `names ${written}, which is outside the workspace; move the module into it.`);
  // Whoever names it: what a repository holds changes with the next pull.
  return { path, hash: moduleHash(path, text), isOwn: !isOfRepository };
}

/** Returns what an approval of a module is bound to: where it is and what it says. */
export function moduleHash(path: string, text: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['domain-module', path, text]))
    .digest('hex');
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A folder, or not to be read: the sentence is the same.
    return undefined;
  }
}
