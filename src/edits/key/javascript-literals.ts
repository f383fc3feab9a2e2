import { parse, type ParserPlugin } from '@babel/parser';
import type { TextRange } from './literal-ranges.ts';

/** A larger file is not worth a parse for the sake of white space: all of it is kept. */
const MAX_PARSED = 1_000_000;

const EVERYTHING: readonly TextRange[] = [{ start: 0, end: Infinity }];

/** Returns the template literals and JSX attribute strings of several lines; everything when the file does not parse. */
export function javascriptLiterals(path: string, text: string): readonly TextRange[] {
  if (text.length > MAX_PARSED) return EVERYTHING;
  for (const plugins of pluginSets(path)) {
    const tokens = tokensOf(text, plugins);
    if (tokens !== undefined) return literalsOf(tokens, text);
  }
  return EVERYTHING;
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly type?: { readonly label?: string };
}

function pluginSets(path: string): ParserPlugin[][] {
  if (/\.tsx$/i.test(path)) return [['typescript', 'jsx', 'decorators']];
  if (/ts$/i.test(path)) return [['typescript', 'decorators']];
  return [
    ['jsx', 'decorators'],
    ['flow', 'jsx'],
  ];
}

function tokensOf(text: string, plugins: ParserPlugin[]): readonly Token[] | undefined {
  try {
    const file = parse(text, {
      sourceType: 'unambiguous',
      tokens: true,
      allowReturnOutsideFunction: true,
      plugins,
    });
    return (file.tokens ?? []) as readonly Token[];
  } catch {
    return undefined;
  }
}

/** Comments have no label; JSX text may be stripped, since JSX drops white space at line ends itself. */
function literalsOf(tokens: readonly Token[], text: string): TextRange[] {
  const multiline = tokens.filter(({ type, start, end }) => {
    const label = type?.label ?? '';
    return /template|string|`/i.test(label) && text.slice(start, end).includes('\n');
  });
  return multiline.map(({ start, end }) => ({ start, end }));
}
