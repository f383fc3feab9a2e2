import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourcePlace } from '../../../engine/ports/test-bench.ts';
import type { RunPlace } from './test-runner.ts';

const DEPENDENCIES = /(^|\/)(node_modules|site-packages|dist-packages|\.venv|venv|\.tox)(\/|$)/;
const MAX_FRAMES = 20;

/** Returns the path relative to the workspace root with `/`, or undefined when it lies outside or in a dependency. */
export function workspacePath(path: string, place: RunPlace): string | undefined {
  if (/^(node:|internal\/(modules|process)|<)/.test(path)) return undefined;
  const absolute = resolve(place.cwd, fromUrl(path.replace(/\?.*$/, '')));
  for (const root of [place.root, realOrSame(place.root)]) {
    const inside = relative(root, absolute);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) continue;
    const portable = inside.split(sep).join('/');
    return DEPENDENCIES.test(portable) ? undefined : portable;
  }
  return undefined;
}

/** Returns the frames of a JavaScript stack inside the workspace, innermost first. */
export function javascriptFrames(stack: string, place: RunPlace): SourcePlace[] {
  const frames: SourcePlace[] = [];
  for (const line of stack.split('\n')) {
    const found = stackLine(line.trim());
    const path = found && workspacePath(found.path, place);
    if (found && path !== undefined) frames.push(sourcePlace(path, found.line, found.column));
  }
  return frames.slice(0, MAX_FRAMES);
}

/** Returns the frames of Python tracebacks (the interpreter's and pytest's) inside the workspace, innermost first. */
export function pythonFrames(traceback: string, place: RunPlace): SourcePlace[] {
  const frames: SourcePlace[] = [];
  for (const line of traceback.split('\n')) {
    const found =
      /^(?:E\s+)?\s*File "(.+)", line (\d+)/.exec(line) ?? /^(\S.*\.py):(\d+): ?(?:in |\w|$)/.exec(line);
    const path = found && workspacePath(found[1] as string, place);
    if (found && path !== null && path !== undefined) frames.unshift(sourcePlace(path, Number(found[2])));
  }
  return frames.slice(0, MAX_FRAMES);
}

interface StackLine {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
}

function stackLine(line: string): StackLine | undefined {
  const call = /^at (?:async )?(?:.* \()?(.+?):(\d+):(\d+)\)?$/.exec(line);
  if (call) return { path: call[1] as string, line: Number(call[2]), column: Number(call[3]) };
  // V8 prints the place of a syntax error alone on a line, before the source text.
  const alone = /^(file:\/\/\S+|\/\S+|[A-Za-z]:[\\/]\S+):(\d+)$/.exec(line);
  return alone ? { path: alone[1] as string, line: Number(alone[2]) } : undefined;
}

function sourcePlace(path: string, line: number, column?: number): SourcePlace {
  return column === undefined ? { path, line } : { path, line, column };
}

function fromUrl(path: string): string {
  if (!path.startsWith('file:')) return path;
  try {
    return fileURLToPath(path);
  } catch {
    return path; // not a well-formed URL: it will not lie inside the workspace either
  }
}

function realOrSame(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // the folder is gone: the text may still be read
  }
}
