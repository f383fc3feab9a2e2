import pc from 'picocolors';
import type { Output } from '../edge.ts';

export type Paint = ReturnType<typeof pc.createColors>;

/** Returns the colours for a stream: none unless it is a terminal, none where NO_COLOR is set (https://no-color.org). */
export function paintFor(stream: Output, env: Readonly<Record<string, string | undefined>>): Paint {
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return pc.createColors(stream.isTTY === true && !refused);
}

/** What a view needs to know of where it is shown. */
export interface Canvas {
  readonly paint: Paint;
  /** Columns. */
  readonly width: number;
}

/** Returns the canvas of a stream; 100 columns where it has no width of its own. */
export function canvasOf(stream: Output, env: Readonly<Record<string, string | undefined>>): Canvas {
  return { paint: paintFor(stream, env), width: Math.max(20, stream.columns ?? 100) };
}
