/** Returns the first line, counted from 0, in which `after` differs from `before`; the last one when it only lost lines at its end. */
export function firstChangedLine(before: string, after: string): number {
  const old = before.split(/\r\n|\r|\n/u);
  const now = after.split(/\r\n|\r|\n/u);
  const differs = now.findIndex((line, index) => line !== old[index]);
  return differs === -1 ? Math.max(0, now.length - 1) : differs;
}
