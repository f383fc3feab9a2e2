var tax = 1;
export function price(amount, each) {
  return amount - each + tax;
}
