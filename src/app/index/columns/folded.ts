const ASCII = 128;
const [A, Z, TO_SMALL] = [0x41, 0x5a, 0x20];

/** Bytes of UTF-8, capital ASCII letters as small ones. */
export const FOLDED = Uint8Array.from({ length: 256 }, (_none, byte) =>
  byte >= A && byte <= Z ? byte + TO_SMALL : byte,
);

/** Returns whether the bytes of a text, folded, are those of its lower-case form: true unless it holds other capitals than A to Z. */
export function foldsTo(text: string, lower: string): boolean {
  if (text === lower) return true;
  if (text.length !== lower.length) return false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if ((code < ASCII ? FOLDED[code] : code) !== lower.charCodeAt(at)) return false;
  }
  return true;
}
