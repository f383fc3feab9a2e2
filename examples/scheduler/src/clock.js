/** Times are minutes since midnight: `8:30` is 510. */
export function parseTime(text) {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (!match || Number(match[1]) > 24 || Number(match[2]) > 59) throw new RangeError(`not a time: ${text}`);
  return Number(match[1]) * 60 + Number(match[2]);
}

export function formatTime(minutes) {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

export function overlaps(a, b) {
  return a.start < b.end && b.start < a.end;
}
