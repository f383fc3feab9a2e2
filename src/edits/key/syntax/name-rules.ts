import type { SyntaxNode } from '../../syntax/syntax-tree.ts';
import type { Declared, Scope } from './scope.ts';

/** A node that may declare names, with what stands around it. */
export interface Declaring {
  readonly node: SyntaxNode;
  /** Its ancestors, outermost first. */
  readonly path: readonly SyntaxNode[];
  /** The scope that it stands in. */
  readonly outer: Scope;
  /** The scope that it opens, or `outer`. */
  readonly inner: Scope;
  readonly text: string;
}

/** How a language declares and reads names. */
export interface NameRules {
  /** True for what can see how local names are spelled: then all names of the file are kept. */
  seesAllNames(node: SyntaxNode, text: string): boolean;
  /** True for what shows the names inside of it when it runs. */
  showsItsNames(node: SyntaxNode): boolean;
  opensScope(node: SyntaxNode): boolean;
  declare(declaring: Declaring): void;
  /** True when the node may name a variable. */
  isName(node: SyntaxNode, path: readonly SyntaxNode[], text: string): boolean;
  /** Returns the scope in which a child of the node is read. */
  scopeOfChild(child: SyntaxNode, declaring: Declaring): Scope;
  resolve(name: string, scope: Scope): Declared | undefined;
}
