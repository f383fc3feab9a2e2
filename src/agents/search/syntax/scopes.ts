import type { Function as FunctionNode, Node } from '@babel/types';
import { childNodes } from './walk.ts';
import { isFunction } from './node-kinds.ts';

/** A name that can be used at a place. */
export interface VisibleName {
  readonly name: string;
  /** Scopes between the place and the declaration: 0 is the innermost. */
  readonly distance: number;
  readonly kind: 'parameter' | 'variable' | 'function' | 'class' | 'import';
  readonly constant: boolean;
}

type Declared = Omit<VisibleName, 'distance'> & { readonly start: number };

/** Returns the names declared around a place, innermost first; block-scoped names only after their declaration. */
export function visibleNames(ancestors: readonly Node[], at: number): VisibleName[] {
  const found = new Map<string, VisibleName>();
  let distance = 0;
  for (const scope of [...ancestors].reverse()) {
    const names = declaredIn(scope);
    if (names.length === 0) continue;
    for (const { start, ...declared } of names) {
      const early = declared.kind === 'variable' && start > at && !leavesFunction(ancestors, scope);
      if (!early && !found.has(declared.name)) found.set(declared.name, { ...declared, distance });
    }
    distance += 1;
  }
  return [...found.values()];
}

// A function may use what the scope around it declares later on.
function leavesFunction(ancestors: readonly Node[], scope: Node): boolean {
  return ancestors.slice(ancestors.indexOf(scope) + 1).some(isFunction);
}

const remembered = new WeakMap<Node, readonly Declared[]>();

function declaredIn(scope: Node): readonly Declared[] {
  const known = remembered.get(scope);
  if (known !== undefined) return known;
  const names = isFunction(scope) ? ofFunction(scope) : ofBlock(scope);
  remembered.set(scope, names);
  return names;
}

function ofFunction(node: FunctionNode): Declared[] {
  return node.params.flatMap((parameter) => bound(parameter, 'parameter', false));
}

function ofBlock(scope: Node): Declared[] {
  switch (scope.type) {
    case 'Program':
    case 'BlockStatement':
      return scope.body.flatMap(ofStatement);
    case 'SwitchStatement':
      return scope.cases.flatMap((one) => one.consequent.flatMap(ofStatement));
    case 'ForStatement':
      return scope.init ? ofStatement(scope.init) : [];
    case 'ForOfStatement':
    case 'ForInStatement':
      return ofStatement(scope.left);
    case 'CatchClause':
      return scope.param ? bound(scope.param, 'variable', false) : [];
    default:
      return [];
  }
}

function ofStatement(node: Node): Declared[] {
  switch (node.type) {
    case 'VariableDeclaration':
      return node.declarations.flatMap((one) => bound(one.id, 'variable', node.kind === 'const'));
    case 'FunctionDeclaration':
      return node.id ? bound(node.id, 'function', true) : [];
    case 'ClassDeclaration':
      return node.id ? bound(node.id, 'class', true) : [];
    case 'ImportDeclaration':
      return node.importKind === 'type'
        ? []
        : node.specifiers.flatMap((one) => bound(one.local, 'import', true));
    case 'ExportNamedDeclaration':
      return node.declaration ? ofStatement(node.declaration) : [];
    default:
      return [];
  }
}

function bound(pattern: Node, kind: Declared['kind'], constant: boolean): Declared[] {
  if (pattern.type === 'Identifier')
    return [{ name: pattern.name, kind, constant, start: pattern.start ?? 0 }];
  if (pattern.type === 'AssignmentPattern') return bound(pattern.left, kind, constant);
  if (pattern.type === 'ObjectProperty') return bound(pattern.value, kind, constant);
  if (pattern.type === 'TSParameterProperty') return bound(pattern.parameter, kind, constant);
  if (/^(ObjectPattern|ArrayPattern|RestElement)$/.test(pattern.type))
    return childNodes(pattern).flatMap(([, child]) => bound(child, kind, constant));
  return [];
}
