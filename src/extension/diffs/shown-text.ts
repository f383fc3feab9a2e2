/** Controls (line feed and tab excepted), and what is invisible or turns the direction of writing. */
const HIDDEN = /[\p{Cf}\p{Cs}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/gu;

/** Returns text from outside with everything in it that a reader wouldn't see written as its code point. */
export function shownText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(HIDDEN, codePoint);
}

function codePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `‹U+${code}›`;
}
