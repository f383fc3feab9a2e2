import { textOf, type SyntaxNode, type SyntaxTree } from '../../syntax/syntax-tree.ts';
import { group, piece } from './form-parts.ts';
import { inOneOrder, type Written } from './import-order.ts';
import type { LanguageForm } from './language-form.ts';
import type { Declared } from './scope.ts';

/** Writes one file's form. */
export class FormWriter {
  readonly #text: string;
  readonly #root: SyntaxNode;
  readonly #language: LanguageForm;
  readonly #names: ReadonlyMap<SyntaxNode, Declared>;
  readonly #numbers = new Map<Declared, number>();

  constructor(tree: SyntaxTree, language: LanguageForm, names: ReadonlyMap<SyntaxNode, Declared>) {
    this.#text = tree.text;
    this.#root = tree.root;
    this.#language = language;
    this.#names = names;
  }

  form(): string {
    return this.#write(this.#root, undefined);
  }

  #write(given: SyntaxNode, parent: SyntaxNode | undefined): string {
    const language = this.#language;
    const node = parent === undefined ? given : language.essence(given, parent);
    if (language.shorthands.has(node.type)) return this.#inFull(node);
    const literal = language.literal(node, parent, this.#text);
    if (literal !== undefined) return literal;
    if (node.children.length > 0) return group(node.type, this.#content(node));
    return this.#leaf(node, node.type);
  }

  #leaf(node: SyntaxNode, type: string): string {
    const declared = this.#names.get(node);
    if (declared !== undefined) return `$${this.#numberOf(declared)}`;
    const text = piece(textOf(node, this.#text));
    return node.named ? group(type, text) : text;
  }

  /** `{a}` is short for `{a: a}`: the property keeps its name whatever the variable is called. */
  #inFull(node: SyntaxNode): string {
    const property = group('property_identifier', piece(textOf(node, this.#text)));
    const pair = this.#language.shorthands.get(node.type) ?? node.type;
    return group(pair, `${property}${piece(':')}${this.#leaf(node, 'identifier')}`);
  }

  #numberOf(declared: Declared): number {
    const number = this.#numbers.get(declared) ?? this.#numbers.size + 1;
    this.#numbers.set(declared, number);
    return number;
  }

  #content(node: SyntaxNode): string {
    const { mixed } = this.#language;
    if (mixed.within.has(node.type)) return this.#mixedContent(node);
    const parts: Written[] = [];
    let at = node.start;
    for (const [index, child] of node.children.entries()) {
      parts.push(...this.#gap(node, at, child.start));
      at = child.end;
      if (!this.#isSilent(child, node, index)) parts.push(this.#written(child, node));
    }
    parts.push(...this.#gap(node, at, node.end));
    return inOneOrder(parts).join('');
  }

  /** White space between children means nothing, unless the node says so; anything else that has no node of its own does. */
  #gap(node: SyntaxNode, from: number, to: number): Written[] {
    const between = this.#text.slice(from, to);
    const text = this.#language.verbatim.has(node.type) ? between : between.trim();
    return text === '' ? [] : [{ form: piece(text) }];
  }

  #isSilent(child: SyntaxNode, parent: SyntaxNode, index: number): boolean {
    const { comments, directive } = this.#language;
    if (comments.has(child.type)) return !directive.test(textOf(child, this.#text));
    return this.#language.isNoise(child, parent) || this.#isLastComma(child, parent, index);
  }

  #isLastComma(child: SyntaxNode, parent: SyntaxNode, index: number): boolean {
    if (child.type !== ',' || !this.#language.lists.has(parent.type)) return false;
    const isCode = ({ type }: SyntaxNode): boolean => !this.#language.comments.has(type);
    const before = parent.children.slice(0, index).filter(isCode).at(-1);
    const after = parent.children.slice(index + 1).find(isCode);
    return before?.named === true && (after === undefined || /^[)\]}>]$/.test(after.type));
  }

  #written(child: SyntaxNode, parent: SyntaxNode): Written {
    if (this.#language.comments.has(child.type)) return { form: this.#directive(child) };
    const form = this.#write(child, parent);
    if (this.#language.isUnordered(child, parent)) return { form, moves: 'anywhere' };
    const binds = this.#language.movableImport(child, this.#text);
    return binds === undefined ? { form } : { form, moves: 'among-imports', binds };
  }

  /** What a tool is told holds for its line or the next: they count as they are written. */
  #directive(comment: SyntaxNode): string {
    const start = this.#text.lastIndexOf('\n', comment.start - 1) + 1;
    const lines = this.#text.slice(start).split('\n', 2 + textOf(comment, this.#text).split('\n').length - 1);
    const seen = lines.map((line) => line.trim().replace(/\s+/g, ' ')).join('\n');
    return group('directive', piece(textOf(comment, this.#text)) + piece(seen));
  }

  #mixedContent(node: SyntaxNode): string {
    const { texts, clean } = this.#language.mixed;
    let form = '';
    let from = node.start;
    const say = (to: number): void => {
      const text = clean(this.#text.slice(from, to));
      if (text !== '') form += piece(text);
    };
    for (const child of node.children) {
      if (texts.has(child.type)) continue;
      say(child.start);
      from = child.end;
      form += this.#write(child, node);
    }
    say(node.end);
    return form;
  }
}
