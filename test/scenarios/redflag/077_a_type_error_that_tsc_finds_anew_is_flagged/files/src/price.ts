export function price(amount: number, each: number): number {
  return amount - each;
}
export const old: number = 'no number';
