import { createRequire } from 'node:module';
import type prettier from 'prettier';
import { keepsMeaning, shippedGrammars } from '../../../edits/index.ts';

/** Returns the file as a formatter writes it; undefined where what it writes can't be relied on, as for a repository's own. */
export type Layout = (path: string, text: string) => Promise<string | undefined>;

/** Returns what lays out JavaScript and TypeScript here, or undefined. The path's grammar must be prepared. */
export function prettierHere(): Layout | undefined {
  const formatter = packageHere();
  if (formatter === undefined) return undefined;
  const write = (path: string, text: string) => formatter.format(text, { filepath: path });
  return async (path, text) => {
    if (!/\.[jt]s$/u.test(path)) return undefined;
    // What does not parse, it does not write.
    const once = await write(path, text).catch(() => undefined);
    if (once === undefined || (await write(path, once)) !== once) return undefined;
    return keepsMeaning(path, text, once, shippedGrammars) === true ? once : undefined;
  };
}

function packageHere(): typeof prettier | undefined {
  try {
    return createRequire(import.meta.url)('prettier') as typeof prettier;
  } catch {
    return undefined;
  }
}
