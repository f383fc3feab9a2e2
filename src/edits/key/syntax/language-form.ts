import type { SyntaxNode } from '../../syntax/syntax-tree.ts';
import type { NameRules } from './name-rules.ts';

/** What tells two files of a language apart, and what doesn't. A language is one such table. */
export interface LanguageForm {
  readonly comments: ReadonlySet<string>;
  /** Comments that tools obey: they count, with the code they stand by. */
  readonly directive: RegExp;
  /** Nodes between whose children white space counts. */
  readonly verbatim: ReadonlySet<string>;
  /** Nodes that may end with a comma before their closing bracket. */
  readonly lists: ReadonlySet<string>;
  /** True for a token that says nothing where it stands. */
  isNoise(node: SyntaxNode, parent: SyntaxNode): boolean;
  /** Returns the node itself, or what it comes to where it stands, e.g. without brackets that say nothing. */
  essence(node: SyntaxNode, parent: SyntaxNode): SyntaxNode;
  /** Returns the form of something that can be written in several ways; undefined: as it is written. */
  literal(node: SyntaxNode, parent: SyntaxNode | undefined, text: string): string | undefined;
  /** Text that stands between the children of such a node, with what white space means in it. */
  readonly mixed: {
    readonly within: ReadonlySet<string>;
    readonly texts: ReadonlySet<string>;
    clean(text: string): string;
  };
  /** Short forms of a property and its variable, with the type of what they are short for. */
  readonly shorthands: ReadonlyMap<string, string>;
  /** Returns what an import binds when it may change places with its neighbours; undefined: it stays where it is. */
  movableImport(node: SyntaxNode, text: string): readonly string[] | undefined;
  /** True for a child that may change places with its kind. */
  isUnordered(child: SyntaxNode, parent: SyntaxNode): boolean;
  readonly names: NameRules;
}
