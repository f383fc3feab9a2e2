import { MicrofactoryError } from '../../engine/error.ts';

/** What is to be multiplied. */
export interface Product {
  readonly a: bigint;
  readonly b: bigint;
}

/** Longer numbers are no task for steps of this kind. */
const MOST_DIGITS = 40;

const PRODUCT = /(?<!\d)(\d+)\s*[×x*]\s*(\d+)(?!\d)/;

/** Returns the first product that the text names, e.g. `12345 × 67890`; undefined when it names none. */
export function productIn(text: string): Product | undefined {
  const match = PRODUCT.exec(text);
  if (match === null) return undefined;
  return { a: BigInt(match[1] ?? ''), b: BigInt(match[2] ?? '') };
}

/** Returns every product that the text names, in order. */
export function productsIn(text: string): Product[] {
  const found = text.match(new RegExp(PRODUCT, 'g')) ?? [];
  return found.flatMap((each) => productIn(each) ?? []);
}

/** Returns the product that the prompt asks for; throws `usage` when it names none, or one that is too long. */
export function askedProduct(prompt: string): Product {
  const product = productIn(prompt);
  if (product !== undefined && digitsOf(product.a) <= MOST_DIGITS && digitsOf(product.b) <= MOST_DIGITS)
    return product;
  throw new MicrofactoryError({
    code: 'usage',
    message: `Say which two numbers of at most ${MOST_DIGITS} digits to multiply, for example --prompt "12345 × 67890".`,
  });
}

export function titleOf({ a, b }: Product): string {
  return `${a} × ${b}`;
}

export function digitsOf(number: bigint): number {
  return String(number).length;
}
