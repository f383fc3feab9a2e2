import { lexer, walkTokens, type Token, type Tokens } from 'marked';

export interface Heading {
  readonly depth: number;
  readonly text: string;
}

export interface Quote {
  readonly words: string;
  /** The file that its last line names; undefined when it names none. */
  readonly from: string | undefined;
}

/** What can be checked of a piece of Markdown. */
export interface MarkdownParts {
  /** In order, as they stand at the top level of the text. */
  readonly headings: readonly Heading[];
  /** Where links and images lead. */
  readonly targets: readonly string[];
  readonly quotes: readonly Quote[];
  /** Text outside code and quotes. */
  readonly prose: string;
  /** Text outside blocks of code: where places in files are named. */
  readonly words: string;
}

/** Returns the parts of a Markdown text. */
export function partsOf(text: string): MarkdownParts {
  const tokens = lexer(text);
  const all: Token[] = [];
  void walkTokens(tokens, (token) => void all.push(token));
  return {
    headings: tokens.filter(isHeading).map(({ depth, text: title }) => ({ depth, text: title })),
    targets: all.filter(isLink).map(({ href }) => href),
    quotes: all.filter(isQuote).map(quoteOf),
    prose: leaves(tokens, new Set(['code', 'codespan', 'blockquote'])),
    words: leaves(tokens, new Set(['code'])),
  };
}

/** Returns the text with the target of each link replaced by what `moved` says; all else as it was. */
export function withLinks(text: string, moved: (target: string) => string): string {
  const targets = new Map([...new Set(partsOf(text).targets)].map((target) => [target, moved(target)]));
  const inPlace = /(\]\(\s*<?|^ {0,3}\[[^\]]+\]:\s*<?)([^\s)>]+)/gm;
  return text.replace(
    inPlace,
    (_all, before: string, target: string) => before + (targets.get(target) ?? target),
  );
}

/** True when a fence of code is not closed: the text was cut off. */
export function endsInFence(text: string): boolean {
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) continue;
    if (open === undefined) open = fence;
    else if (fence.startsWith(open)) open = undefined;
  }
  return open !== undefined;
}

function leaves(tokens: readonly Token[], without: ReadonlySet<string>): string {
  return tokens
    .filter(({ type }) => !without.has(type))
    .map((token) => {
      const inner = innerOf(token);
      return inner.length === 0 ? token.raw : leaves(inner, without);
    })
    .join(' ');
}

function innerOf(token: Token): readonly Token[] {
  if (token.type === 'list') return (token as Tokens.List).items;
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return [...header, ...rows.flat()].flatMap((cell) => cell.tokens);
  }
  return 'tokens' in token && Array.isArray(token.tokens) ? token.tokens : [];
}

function quoteOf({ text }: Tokens.Blockquote): Quote {
  const lines = text.trim().split('\n');
  const from = /^\s*(?:—|–|--|-)\s*`?([^`\s]+)`?\s*$/.exec(lines.at(-1) ?? '')?.[1];
  return from === undefined
    ? { words: text, from: undefined }
    : { words: lines.slice(0, -1).join('\n'), from: from.replace(/:\d+$/, '') };
}

function isHeading(token: Token): token is Tokens.Heading {
  return token.type === 'heading';
}

function isLink(token: Token): token is Tokens.Link | Tokens.Image {
  return token.type === 'link' || token.type === 'image';
}

function isQuote(token: Token): token is Tokens.Blockquote {
  return token.type === 'blockquote';
}
