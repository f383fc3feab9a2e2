/** Longer lines hold no elision a person or model would write. */
const MAX_LINE = 1000;
const MAX_COMMENT = 120;

const DOTS = '(?:\\.{3,}|…)';
const WHAT =
  '(?:code|implementation|implementations|methods?|functions?|imports?|logic|content|contents|body|lines?|file|class|module|component|tests?|properties|fields|cases|definitions?|stuff)';
const STAYS =
  '(?:remains?|stays?|is|are|unchanged|the same|same|here|goes here|as before|as above|as is|omitted|continues|intact|elided|truncated|not shown|for brevity|below|above)';
const ABOUT_REST =
  /\b(?:rest|remaining|remainder|existing|unchanged|same|other|others|previous|original|omitted|before|above|elided|truncated|snip|unmodified|etc)\b/;

const BIG = '(?:code|implementation|function|method|class|file|module|component|body|logic)';

/** Without dots only what cannot be an honest remark: "other methods" is a heading, "other methods unchanged" is not. */
const WITHOUT_DOTS: readonly RegExp[] = [
  new RegExp(`^(?:the )?(?:rest|remainder) of (?:the |this |your )?(?:\\w+ )?${BIG}(?: ${STAYS})*$`),
  new RegExp(`^(?:the )?(?:rest|remainder)(?: ${STAYS})+$`),
  new RegExp(`^(?:the |your )?existing (?:\\w+ )?${WHAT}(?: ${STAYS})*$`),
  new RegExp(
    `^(?:the )?(?:all )?(?:remaining|other|previous|original|same|rest of the) (?:\\w+ )?${WHAT}(?: ${STAYS})+$`,
  ),
  /^(?:unchanged|no changes?(?: here| needed)?|omitted(?: for brevity)?|snip(?:ped)?|same as (?:before|above))$/,
  /^(?:code |everything |body |unchanged )(?:unchanged|code|as before|omitted|elided|truncated)(?: for brevity)?$/,
];

const DOTTED = new RegExp(`^${DOTS}|${DOTS}$`);

/** Bare `...` is no statement in these. */
const DOTS_MEAN_NOTHING = /\.(?:[cm]?[jt]sx?|java|cs|c|cc|cpp|h|hpp|rs|kt|swift|php|css|scss)$/i;
const PROSE = /\.(?:md|mdx|markdown|txt|rst|adoc|html?)$/i;

/** Returns the first line that the answer adds in place of code it leaves out (`// ... rest unchanged`), or undefined. */
export function elidedLine(options: {
  readonly path: string;
  readonly added: readonly string[];
  readonly base: readonly string[];
}): string | undefined {
  const suspicious = options.added.filter((line) => isElision(line, options.path));
  if (suspicious.length === 0) return undefined;
  const known = new Set(options.base.map((line) => line.trim()));
  return suspicious.find((line) => !known.has(line.trim()));
}

function isElision(line: string, path: string): boolean {
  if (line.length > MAX_LINE) return false;
  const text = line.trim();
  if (DOTS_MEAN_NOTHING.test(path) && /^(?:\.{3}|…)$/.test(text)) return true;
  return commentsOf(text, PROSE.test(path)).some(isElidingComment);
}

/** What stands in the line's comments, by the marks of the common languages. */
function commentsOf(text: string, prose: boolean): string[] {
  const html = between(text, '<!--', '-->');
  if (prose) return html;
  const line = /(?:^|[\s{(;,])(?:\/\/|#|--)(.*)$/.exec(text)?.[1];
  const lead = /^(?:%|;+|'|REM )(.*)$/.exec(text)?.[1];
  return [...html, ...between(text, '/*', '*/'), ...[line, lead].filter((body) => body !== undefined)];
}

function between(text: string, open: string, close: string): string[] {
  const bodies: string[] = [];
  let start = text.indexOf(open);
  while (start !== -1) {
    const end = text.indexOf(close, start + open.length);
    bodies.push(text.slice(start + open.length, end === -1 ? text.length : end));
    start = end === -1 ? -1 : text.indexOf(open, end);
  }
  return bodies;
}

function isElidingComment(comment: string): boolean {
  const bare = comment
    .trim()
    .replace(/^[[({<*/#!-]+\s*|\s*[\])}>*/-]+$/g, '')
    .toLowerCase();
  if (bare.length === 0 || bare.length > MAX_COMMENT) return false;
  if (/^(?:\.{3,}|…)$/.test(bare)) return true;
  if (DOTTED.test(bare) && ABOUT_REST.test(bare)) return true;
  const phrase = bare.replace(/[.…:!]+$/, '').trim();
  return WITHOUT_DOTS.some((pattern) => pattern.test(phrase));
}
