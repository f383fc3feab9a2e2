import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** A defect written by hand: `find` is right and stands once in the file; `replace` is what makes tests fail. */
export interface Bug {
  readonly id: string;
  readonly program: string;
  readonly file: string;
  readonly kind: string;
  readonly find: string;
  readonly replace: string;
}

const FIXTURES = fileURLToPath(new URL('../../fixtures/repair/', import.meta.url));

/** Returns the folder of a program without its defects. */
export function programFolder(program: string): string {
  return join(FIXTURES, program);
}

/** Returns all defects, in the order of `test/fixtures/repair/bugs.yaml`. */
export function readBugs(): Bug[] {
  type Listed = Record<string, Record<string, { kind: string; find: string; replace: string }[]>>;
  const listed = parse(readFileSync(join(FIXTURES, 'bugs.yaml'), 'utf8')) as Listed;
  return Object.entries(listed).flatMap(([program, files]) => {
    const bugs = Object.entries(files).flatMap(([file, list]) => list.map((bug) => ({ file, ...bug })));
    return bugs.map((bug, index) => ({ id: `${program}-${index + 1}`, program, ...bug }));
  });
}
