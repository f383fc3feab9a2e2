/** Returns how alike two names are, 0 to 1: shared letter pairs (Dice's coefficient), case ignored. */
export function similarity(a: string, b: string): number {
  const [first, second] = [pairs(a), pairs(b)];
  if (first.length + second.length === 0) return a === b ? 1 : 0;
  const left = [...second];
  let shared = 0;
  for (const pair of first) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (first.length + second.length);
}

function pairs(name: string): string[] {
  const letters = name.toLowerCase();
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, index) =>
    letters.slice(index, index + 2),
  );
}
