import { TraceMap, decodedMappings } from '@jridgewell/trace-mapping';
import { executedLines } from './block-counts.ts';

/** Returns the 1-based lines of the source that ran; `sourceMap` leads from what ran to what was written. */
export function originalLines(text: string, executed: Uint8Array, sourceMap: string | undefined): number[] {
  const map = sourceMap === undefined ? undefined : readMap(sourceMap);
  if (map === undefined) return executedLines(text, executed);
  const starts = lineStarts(text);
  const lines = new Set<number>();
  decodedMappings(map).forEach((segments, line) => {
    for (const segment of segments) {
      const at = (starts[line] ?? text.length) + segment[0];
      if (segment.length > 1 && executed[at] === 1) lines.add((segment[2] ?? 0) + 1);
    }
  });
  return [...lines].sort((a, b) => a - b);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function readMap(sourceMap: string): TraceMap | undefined {
  try {
    return new TraceMap(sourceMap);
  } catch {
    return undefined; // not a source map: the lines are taken as they are
  }
}
