import { parse, type ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';

/** A source file with its syntax tree; every node's `start` and `end` count UTF-16 units of `text`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: File;
}

/** Returns the parsed file, or undefined when it does not parse. */
export function parseSource(path: string, text: string): SourceFile | undefined {
  const tree = parsed(path, text, true);
  return tree === undefined ? undefined : { path, text, tree };
}

/** True when the text is a program without syntax errors. */
export function isWellFormed(path: string, text: string): boolean {
  const tree = parsed(path, text, false);
  return tree !== undefined;
}

function parsed(path: string, text: string, errorRecovery: boolean): File | undefined {
  try {
    return parse(text, {
      sourceType: 'unambiguous',
      errorRecovery,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      plugins: pluginsFor(path),
    });
  } catch {
    // A syntax error is an answer here: the caller leaves the file or the edit out.
    return undefined;
  }
}

function pluginsFor(path: string): ParserPlugin[] {
  if (/\.[cm]?ts$/i.test(path)) return ['typescript', 'decorators', 'explicitResourceManagement'];
  if (/\.tsx$/i.test(path)) return ['typescript', 'jsx', 'decorators', 'explicitResourceManagement'];
  return ['jsx', 'decorators', 'explicitResourceManagement'];
}
