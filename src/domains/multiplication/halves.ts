import type { PlannedStep, StepBrief } from '../../engine/maker/step.ts';
import { productIn, titleOf, type Product } from './product.ts';

/** What a step that is a product is called as a kind. */
export const PRODUCT_KIND = 'product';

/** True for a product by a number with one digit that is not 0: there is nothing to split. */
export function isAtomic({ title }: Pick<StepBrief, 'title'>): boolean {
  const product = productIn(title);
  return product === undefined || /^\d0*$/.test(String(product.b));
}

/** Returns the two products that add up to this one, its second number split in the middle of its digits; itself when it is atomic. */
export function halvesOf({ a, b }: Product): Product[] {
  const [, digits = '', zeros = ''] = /^(\d*?)(0*)$/.exec(String(b)) ?? [];
  const low = BigInt(digits.slice(Math.ceil(digits.length / 2)) + zeros || '0');
  return [b - low, low].filter((part) => part > 0n).map((part) => ({ a, b: part }));
}

/** True when the parts add up to the whole. */
export function addUp(parts: readonly Product[], { a, b }: Product): boolean {
  return parts.every((part) => part.a === a) && parts.reduce((sum, part) => sum + part.b, 0n) === b;
}

/** Returns the product as a step of a plan. */
export function productStep(product: Product): PlannedStep {
  return {
    title: titleOf(product),
    description: `Work out the product ${titleOf(product)} and give nothing but its value.`,
    kind: PRODUCT_KIND,
    promise: { kind: 'none' },
    mayBreak: [],
    files: [],
    dependsOn: [],
  };
}
