import type { TextRange } from './literal-ranges.ts';

/** Comment, triple-quoted opener, or a string of one line with its escapes. Each alternative advances: linear. */
const TOKEN = /#[^\n]*|"""|'''|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?/g;

/** Returns the triple-quoted strings of a Python file; one that is not closed reaches to the end. */
export function pythonLiterals(text: string): readonly TextRange[] {
  const ranges: TextRange[] = [];
  const tokens = new RegExp(TOKEN);
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    const [quote] = found;
    if (quote !== '"""' && quote !== "'''") continue;
    const end = closingQuote(text, found.index + 3, quote);
    ranges.push({ start: found.index, end });
    if (end === Infinity) break;
    tokens.lastIndex = end;
  }
  return ranges;
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at + 3;
  }
  return Infinity;
}
