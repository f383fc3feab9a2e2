const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, '-'],
  [/[\u2018\u2019\u201a\u201b\u2032\u2035]/g, "'"],
  [/[\u201c-\u201f\u2033\u2036\u00ab\u00bb]/g, '"'],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/\u2026/g, '...'],
  [/[\u200b\u2060\ufeff]/g, ''],
];

/** Returns the text with typographic dashes, quotes, blanks and ellipses as their ASCII forms (models swap them unasked). */
export function plainPunctuation(text: string): string {
  return PLAIN.reduce((plain, [pattern, replacement]) => plain.replace(pattern, replacement), text);
}
