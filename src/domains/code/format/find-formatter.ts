import { posix } from 'node:path';
import type { FolderView } from '../../folder/folder-view.ts';
import { foldersFrom } from '../programs/find-program.ts';
import { FORMATTERS, type ConfigFile, type Formatter } from './formatters.ts';

/** The formatter that a repository has for a file. */
export interface Found {
  readonly formatter: Formatter;
  /** The file that says so, and what is in it. */
  readonly config: { readonly path: string; readonly text: string };
  readonly runsCode: boolean;
}

/** Returns the formatter of a file by what the tree says; undefined when it names none. */
export async function findFormatter(view: FolderView, path: string): Promise<Found | undefined> {
  for (const formatter of FORMATTERS) {
    if (!formatter.files.test(path)) continue;
    for (const folder of foldersFrom(posix.dirname(path))) {
      const found = await configuredIn(view, folder, formatter);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** A folder with two configurations of one formatter runs code if either does: which one wins is the formatter's business. */
async function configuredIn(
  view: FolderView,
  folder: string,
  formatter: Formatter,
): Promise<Found | undefined> {
  const all: Found[] = [];
  for (const path of view.paths.filter((each) => isIn(each, folder))) {
    const config = formatter.configs.find(({ name }) => name.test(posix.basename(path)));
    if (config === undefined) continue;
    const text = (await view.text(path)) ?? '';
    if (saysSo(config, text))
      all.push({ formatter, config: { path, text }, runsCode: config.runsCode?.(text) ?? false });
  }
  return all.find(({ runsCode }) => runsCode) ?? all[0];
}

function isIn(path: string, folder: string): boolean {
  const of = posix.dirname(path);
  return (of === '.' ? '' : of) === folder;
}

function saysSo({ says }: ConfigFile, text: string): boolean {
  return says?.(text) ?? true;
}
