import { piece } from '../syntax/form-parts.ts';

const TOKEN =
  /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\/\/[^\n]*|\/\*[^]*?\*\/|[{}[\]:,]|[^\s"'{}[\]:,/]+|["'/]/g;

/**
 * Returns what a JSON file says, with the comments and last commas that its dialects allow: its tokens as they are written,
 * but for white space in comments. Undefined where it holds what is JSON in none of them.
 */
export function jsonMeaning(text: string, isJson5: boolean): string | undefined {
  const tokens = text.match(TOKEN) ?? [];
  if (tokens.some((token) => /^(?:["'/]|#.*)$/.test(token))) return undefined;
  if (!isJson5 && tokens.some((token) => token.startsWith("'"))) return undefined;
  const hasDialect = tokens.some(isComment);
  const code = tokens.filter((token) => !isComment(token));
  const last = new Set(code.flatMap((token, at) => (isLastComma(token, code[at + 1]) ? [at] : [])));
  let at = -1;
  const said = tokens.map((token) => {
    if (isComment(token)) return piece(token.replace(/\s+/g, ''));
    at += 1;
    // Only a file that has comments can be in a dialect that a last comma says nothing in.
    return hasDialect && last.has(at) ? '' : piece(inDoubleQuotes(token));
  });
  return said.join('');
}

function isComment(token: string): boolean {
  return token.startsWith('//') || token.startsWith('/*');
}

function isLastComma(token: string, next: string | undefined): boolean {
  return token === ',' && (next === '}' || next === ']');
}

/** Which quotes a text stands in says nothing, where neither stands in the text. */
function inDoubleQuotes(token: string): string {
  return /^'[^"\\]*'$/.test(token) ? `"${token.slice(1, -1)}"` : token;
}
