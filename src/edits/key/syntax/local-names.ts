import { textOf, type SyntaxNode, type SyntaxTree } from '../../syntax/syntax-tree.ts';
import type { NameRules } from './name-rules.ts';
import { Scope, type Declared } from './scope.ts';

interface Use {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** It stands in something that shows the names inside of it. */
  readonly shown: boolean;
}

/** Returns, for each node that names something local whose spelling nobody sees, what it names. */
export function localNames({ root, text }: SyntaxTree, rules: NameRules): ReadonlyMap<SyntaxNode, Declared> {
  const uses = usesIn(root, text, rules);
  if (uses === undefined) return new Map();
  const meant = (use: Use): Declared | undefined => rules.resolve(textOf(use.node, text), use.scope);
  for (const use of uses) {
    const declared = use.shown ? meant(use) : undefined;
    if (declared !== undefined) declared.kept = true;
  }
  const local = uses.flatMap((use) => {
    const declared = meant(use);
    return declared === undefined || declared.kept ? [] : [[use.node, declared] as const];
  });
  return new Map(local);
}

/** Declares everything and returns where names are used; undefined when something sees all names. */
function usesIn(root: SyntaxNode, text: string, rules: NameRules): Use[] | undefined {
  const uses: Use[] = [];
  const path: SyntaxNode[] = [];
  let unseen = true;
  const visit = (node: SyntaxNode, outer: Scope, shown: boolean): void => {
    if (rules.seesAllNames(node, text)) unseen = false;
    if (rules.isName(node, path, text)) uses.push({ node, scope: outer, shown });
    const inner = rules.opensScope(node) ? new Scope(node.type, outer) : outer;
    const declaring = { node, path, outer, inner, text };
    rules.declare(declaring);
    const shows = shown || rules.showsItsNames(node);
    const children = node.children.map((child) => [child, rules.scopeOfChild(child, declaring)] as const);
    path.push(node);
    for (const [child, scope] of children) visit(child, scope, shows);
    path.pop();
  };
  visit(root, new Scope('file', undefined), false);
  return unseen ? uses : undefined;
}
