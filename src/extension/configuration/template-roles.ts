import type { YamlPath } from './yaml-place.ts';

/** Roles that have a prompt. */
export const ROLES = [
  'decomposition',
  'decomposition_discriminator',
  'solver',
  'solution_discriminator',
] as const;
export type Role = (typeof ROLES)[number];

/** Returns the role whose template stands at a path of the configuration; `solver` when it can't be told. */
export function roleAt(path: YamlPath): Role {
  return ROLES.find((role) => path.includes(role)) ?? 'solver';
}

/** Returns the role that a template's file name speaks of; `solver` when it speaks of none. */
export function roleOfFile(path: string): Role {
  const name = path.split(/[\\/]/u).at(-1) ?? '';
  const longestFirst = [...ROLES].sort((a, b) => b.length - a.length);
  return longestFirst.find((role) => name.includes(role)) ?? 'solver';
}

/** True for text that names a file, not one that is the template itself. */
export function namesFile(template: string): boolean {
  return template.trim() !== '' && !/\n|\{\{/u.test(template.trim());
}
