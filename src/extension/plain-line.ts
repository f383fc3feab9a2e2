/** What turns the direction of writing, is invisible, or steers a terminal. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Returns text from outside as one line of at most `longest` characters, with what is invisible made visible. */
export function plainLine(text: string, longest = 200): string {
  const line = text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(UNSEEN, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
  const signs = [...line];
  return signs.length <= longest ? line : `${signs.slice(0, longest - 1).join('')}…`;
}

/** As `plainLine`, for places where `$(name)` would be drawn as an icon. */
export function plainLabel(text: string, longest?: number): string {
  return plainLine(text, longest).replace(/\$\(/gu, '\\$(');
}

/** As `plainLine`, for notifications, where `[words](command:…)` would be drawn as a link that runs the command. */
export function plainMessage(text: string, longest = 1000): string {
  return plainLine(text, longest).replace(/\]\(/gu, '] (');
}
