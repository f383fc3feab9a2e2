/** Controls (line feed and tab excepted), bidirectional overrides, invisible characters and tags. */
const HARMFUL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e01ef}]/gu;

/** A piece of a text as it is shown: as it is, or as the code point of a character that would hide or steer. */
export interface TextPiece {
  readonly text: string;
  readonly escaped: boolean;
}

/** Returns the text in pieces that can be shown without being fooled. */
export function harmlessPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  const shown = text.replaceAll('\r\n', '\n');
  for (const match of shown.matchAll(HARMFUL)) {
    if (match.index > from) pieces.push({ text: shown.slice(from, match.index), escaped: false });
    pieces.push({ text: codePoint(match[0]), escaped: true });
    from = match.index + match[0].length;
  }
  if (from < shown.length) pieces.push({ text: shown.slice(from), escaped: false });
  return pieces;
}

/** Returns the text as one harmless string, for places that take no markup. */
export function harmless(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(HARMFUL, codePoint);
}

function codePoint(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `‹U+${code}›`;
}
