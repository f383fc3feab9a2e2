import type { Match } from './match-cascade.ts';

/**
 * Returns the matches that stand in the scope which the anchors name: below the anchor's only line, as far as the lines
 * stay indented deeper (and a closing bracket). An anchor that is not there, or twice, narrows nothing.
 */
export function matchesInScope(
  lines: readonly string[],
  matches: readonly Match[],
  anchors: readonly string[],
): readonly Match[] {
  let scope = { start: 0, end: lines.length };
  for (const anchor of anchors) scope = scopeBelow(lines, scope, anchor) ?? scope;
  return matches.filter((match) => match.start >= scope.start && match.start + match.lineCount <= scope.end);
}

interface Scope {
  readonly start: number;
  readonly end: number;
}

function scopeBelow(lines: readonly string[], outer: Scope, anchor: string): Scope | undefined {
  const places: number[] = [];
  for (let index = outer.start; index < outer.end; index += 1) {
    if (lines[index]?.trim() === anchor) places.push(index);
  }
  const [at] = places;
  if (at === undefined || places.length > 1) return undefined;
  const depth = depthOf(lines[at] ?? '');
  let end = at + 1;
  while (end < outer.end && isInside(lines[end] ?? '', depth)) end += 1;
  return { start: at, end: Math.min(outer.end, /^\s*[)\]}]/.test(lines[end] ?? '') ? end + 1 : end) };
}

function isInside(line: string, depth: number): boolean {
  return line.trim() === '' || depthOf(line) > depth;
}

function depthOf(line: string): number {
  return line.length - line.trimStart().length;
}
