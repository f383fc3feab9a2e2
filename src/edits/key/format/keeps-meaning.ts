import { textOf, type SyntaxNode, type SyntaxTree } from '../../syntax/syntax-tree.ts';
import type { Grammars } from '../../syntax/grammars.ts';
import { group, piece } from '../syntax/form-parts.ts';
import { languageFormOf } from '../syntax/languages/language-forms.ts';
import { syntaxFormOf } from '../syntax/syntax-form.ts';
import { jsonMeaning } from './json-meaning.ts';
import { yamlMeaning } from './yaml-meaning.ts';

/**
 * Returns whether a formatter left what a file says as it was: by the table of its language, else by its grammar, token
 * for token. No comment may be lost or change its words. Undefined where nobody can tell: without a grammar, or where the
 * file does not follow it.
 */
export function keepsMeaning(
  path: string,
  before: string,
  after: string,
  grammars: Pick<Grammars, 'parse'>,
): boolean | undefined {
  if (/\.json[c5]?$/i.test(path))
    return sameMeaning((text) => jsonMeaning(text, /5$/.test(path)), before, after);
  if (/\.ya?ml$/i.test(path)) return sameMeaning(yamlMeaning, before, after);
  const [was, is] = [soundTree(path, before, grammars), soundTree(path, after, grammars)];
  if (was === undefined) return undefined;
  if (is === undefined) return false;
  if (languageFormOf(path) === undefined) return tokensOf(was) === tokensOf(is);
  const form = (text: string): string | undefined =>
    syntaxFormOf(path, new TextEncoder().encode(text), grammars);
  const meant = form(before);
  return meant !== undefined && meant === form(after) && commentsOf(was) === commentsOf(is);
}

function soundTree(path: string, text: string, grammars: Pick<Grammars, 'parse'>): SyntaxTree | undefined {
  const tree = grammars.parse(path, text);
  return tree?.fault === undefined ? tree : undefined;
}

function sameMeaning(
  meaningOf: (text: string) => string | undefined,
  before: string,
  after: string,
): boolean | undefined {
  const was = meaningOf(before);
  return was === undefined ? undefined : was === meaningOf(after);
}

function commentsOf({ root, text }: SyntaxTree): string {
  const visit = (node: SyntaxNode): string =>
    isComment(node) ? wordsOf(node, text) : node.children.map(visit).join('');
  return visit(root);
}

function isComment({ type }: SyntaxNode): boolean {
  return type.endsWith('comment');
}

/** Formatters change white space in comments. */
function wordsOf(comment: SyntaxNode, text: string): string {
  return piece(textOf(comment, text).replace(/\s+/g, ''));
}

/** In these, white space is part of what is said. */
const VERBATIM = /string|char|heredoc|regex/;

/** The tree with every token as it is written; a comma before a closing bracket says nothing. */
function tokensOf({ root, text }: SyntaxTree): string {
  const write = (node: SyntaxNode): string => {
    if (isComment(node)) return group('comment', wordsOf(node, text));
    if (node.children.length === 0 || VERBATIM.test(node.type))
      return group(node.type, piece(textOf(node, text)));
    const code = node.children.filter((child) => !isComment(child));
    let said = '';
    let at = node.start;
    for (const child of node.children) {
      said += gap(text.slice(at, child.start));
      if (!isLastComma(child, code) && !endsDeclaration(child, node)) said += write(child);
      at = child.end;
    }
    return group(node.type, said + gap(text.slice(at, node.end)));
  };
  return write(root);
}

function isLastComma(child: SyntaxNode, code: readonly SyntaxNode[]): boolean {
  const at = code.indexOf(child);
  const [before, after] = [code[at - 1], code[at + 1]];
  return child.type === ',' && before?.named === true && /^[)\]}]$/.test(after?.type ?? '');
}

/** In CSS the last declaration may do without; elsewhere each has one. */
function endsDeclaration(child: SyntaxNode, parent: SyntaxNode): boolean {
  return child.type === ';' && parent.type === 'declaration';
}

/** What has no node of its own is said as well. */
function gap(between: string): string {
  const kept = between.trim();
  return kept === '' ? '' : piece(kept);
}
