// Zero-width and bidirectional signs, tags and other format characters: text that a person does not see as it is.
// The sign that makes the emoji before it colourful is no such text.
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]|(?<!\p{Extended_Pictographic})\ufe0f/gu;

/** Returns the text with invisible and bidirectional characters written as escapes, e.g. `\u{202e}`; a byte order mark at its start is left out. */
export function visibleText(text: string): string {
  const shown = text.replace(/^\ufeff/, '');
  return shown.replace(INVISIBLE, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}
