/** Returns the product of two numbers in digits, as children write it down: for the audit alone, which trusts nobody's arithmetic. */
export function longMultiplication(a: string, b: string): string {
  const columns = new Array<number>(a.length + b.length).fill(0);
  for (let left = a.length - 1; left >= 0; left -= 1) {
    for (let right = b.length - 1; right >= 0; right -= 1) {
      const below = left + right + 1;
      const sum = (columns[below] ?? 0) + Number(a[left]) * Number(b[right]);
      columns[below] = sum % 10;
      columns[below - 1] = (columns[below - 1] ?? 0) + Math.floor(sum / 10);
    }
  }
  return columns.join('').replace(/^0+(?=\d)/, '');
}
