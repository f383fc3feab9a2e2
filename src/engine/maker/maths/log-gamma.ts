// Lanczos' approximation with g = 7 and nine terms (Numerical Recipes, 3rd edition, 6.1); some 15 digits for x > 0.
const G = 7;
const TERMS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Returns ln Γ(x) for x > 0, however small. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const base = x - 1;
  let sum = TERMS[0] ?? 0;
  for (let at = 1; at < TERMS.length; at += 1) sum += (TERMS[at] ?? 0) / (base + at);
  const shifted = base + G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (base + 0.5) * Math.log(shifted) - shifted + Math.log(sum);
}
