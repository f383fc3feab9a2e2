import { languageFormOf } from '../key/syntax/languages/language-forms.ts';
import { textOf, type SyntaxNode } from '../syntax/syntax-tree.ts';
import { functionIn, type NamedFunction } from './function-in.ts';

export interface WithoutBody {
  /** The file with nothing in the function. */
  readonly text: string;
  /** Comments of the body that tools obey: these do not show when it is run. */
  readonly directives: readonly string[];
}

/** Returns all of a file but what its function does; undefined where there is no such function. */
export function withoutBody(named: NamedFunction): WithoutBody | undefined {
  const found = functionIn(named);
  if (found === undefined) return undefined;
  const { path, text } = named;
  const { table, body } = found;
  const form = languageFormOf(path);
  const directives = [...descendants(body)]
    .filter(({ type }) => form?.comments.has(type) === true)
    .map((comment) => textOf(comment, text))
    .filter((comment) => form?.directive.test(comment) === true);
  return { text: `${text.slice(0, body.start)}${table.emptyBody}${text.slice(body.end)}`, directives };
}

function* descendants(node: SyntaxNode): Generator<SyntaxNode> {
  for (const child of node.children) {
    yield child;
    yield* descendants(child);
  }
}
