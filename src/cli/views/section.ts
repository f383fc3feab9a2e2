import type { Paint } from './paint.ts';

/** Returns the lines under a title with an empty line before it; nothing where there are none. */
export function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
}
