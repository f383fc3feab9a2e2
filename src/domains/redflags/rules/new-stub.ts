import type { ChangedText } from '../../code/answer/changed-text.ts';
import type { ChangeRule } from '../red-flag-rule.ts';
import { linesOnlyIn } from '../lines-only-in.ts';

/** Work left undone that was not left undone before: a TODO in a comment, a body that only says it is not implemented. */
export const newStub: ChangeRule = {
  flags: ({ texts }) =>
    texts.flatMap((text) => {
      if (text.deleted || PROSE.test(text.path)) return [];
      const [line] = linesOnlyIn(text.after, text.before).filter((each) => isStub(each, text));
      return line === undefined
        ? []
        : [
            {
              rule: 'new-stub',
              reason: `${text.path} would get work left undone: "${short(line)}".`,
              evidence: line,
            },
          ];
    }),
};

/** Text for people may speak of what is to be done. */
const PROSE = /\.(?:md|mdx|markdown|txt|rst|adoc|html?|json|ya?ml|toml|csv|svg|po)$/i;

const MARK = /(?:^|[\s*(:[])(?:TODO|FIXME|XXX|HACK)\b(?!\w)/;

const UNDONE =
  /\bnot (?:yet )?implemented(?: yet)?\b\s*(?:[.!:)]|$)|\bto be implemented\b|\bunimplemented\b|\b(?:your|add|insert|put) (?:\w+ )?(?:code|logic|implementation) here\b|\b(?:implementation|code|logic) goes here\b|\bplaceholder (?:implementation|code|logic)\b|\bimplement (?:me|this|later)\b|^\s*stub[.!]?\s*$/i;

/** Statements that only give up, in the languages that have a way of their own. */
const GIVES_UP: readonly RegExp[] = [
  /\b(?:todo|unimplemented)!\s*[([{]/,
  /\braise\s+NotImplementedError\b/,
  /\bthrow\s+new\s+[\w\\.]*NotImplemented\w*\b/,
  /\b(?:throw|raise|panic|fatalError|die|Error|abort|preconditionFailure)\b.*["'`](?:[\w ]+[:. ])?(?:is |are )?not (?:yet )?implemented(?: yet)?[.!]?["'`]/i,
  /\b(?:throw|raise|panic|fatalError|die)\b.*["'`](?:TODO|unimplemented)\b/i,
  /(?:^|[=\s>])TODO\(\s*(?:["'].*["'])?\s*\)/,
];

/** What a class leaves to those that extend it is its design. */
const ABSTRACT = /@(?:abc\.)?abstractmethod|\babstract\b/;
const LINES_OF_A_SIGNATURE = 6;

function isStub(line: string, text: ChangedText): boolean {
  const comment = commentOf(line);
  if (comment !== undefined && (MARK.test(comment) || UNDONE.test(comment))) return true;
  const code = comment === undefined ? line : line.slice(0, line.length - comment.length);
  return GIVES_UP.some((pattern) => pattern.test(code)) && !isAbstract(line, text.after);
}

/** Returns what stands behind the line's mark of a comment, by the marks of the common languages. */
function commentOf(line: string): string | undefined {
  const marked = /^(?:\*|<!--|;+|%|--)\s?(.*)$/.exec(line)?.[1];
  return (
    marked ??
    /(?:^|[\s;,{}()])(?:\/\/+|\/\*+|#+(?![[!])|--)\s?((?:[^'"`]|'[^']*'|"[^"]*"|`[^`]*`|'(?=\w))*)$/.exec(
      line,
    )?.[1]
  );
}

function isAbstract(line: string, after: string): boolean {
  const lines = after.split('\n');
  const at = lines.findIndex((each) => each.trim() === line);
  return lines.slice(Math.max(0, at - LINES_OF_A_SIGNATURE), at).some((each) => ABSTRACT.test(each));
}

function short(line: string): string {
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
