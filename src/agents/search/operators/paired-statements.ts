import { insertAt, type Edit } from '../edit.ts';
import { operator } from '../operator.ts';
import { textOf } from '../site.ts';
import { isMember, propertyName } from '../syntax/node-kinds.ts';

/** Two fields are kept in step, and one of the two lines is missing: `this.count -= n` beside `this.total -= n`. */
export const pairedStatement = operator(
  'missing paired statement',
  0.07,
  ['ExpressionStatement'],
  function* (site): Generator<Edit> {
    const { expression } = site.node;
    const target =
      expression.type === 'AssignmentExpression'
        ? expression.left
        : expression.type === 'UpdateExpression'
          ? expression.argument
          : undefined;
    if (target === undefined || !isMember(target)) return;
    const own = propertyName(target);
    const object = textOf(site, target.object);
    const text = textOf(site, site.node);
    if (own === undefined || text.includes('\n')) return;
    const others = [...(site.vocabulary.membersOf.get(object) ?? new Map<string, number>())].filter(
      ([name]) => name !== own && !site.vocabulary.called.has(name),
    );
    const before = site.source.text.slice(0, site.node.start ?? 0);
    const gap = `\n${/[ \t]*$/.exec(before)?.[0] ?? ''}`;
    for (const [name] of others.sort((a, b) => b[1] - a[1]).slice(0, 5)) {
      const paired = text.replace(`${object}.${own}`, () => `${object}.${name}`);
      yield insertAt(site.node.end ?? 0, gap + paired);
      yield insertAt(site.node.start ?? 0, paired + gap, 0.8);
    }
  },
);

/** A literal stands where a value of the place is meant: `'x'` for `name`. */
export const variableForLiteral = operator(
  'variable for literal',
  0.1,
  ['StringLiteral', 'NumericLiteral', 'NullLiteral', 'BooleanLiteral'],
  function* (site) {
    const given = /^(right|init|argument|arguments|value|body|consequent|alternate)$/.test(site.field);
    if (!given || site.parent.type === 'ImportExpression') return;
    const near = site
      .names()
      .filter(({ kind, distance }) => distance < 3 && (kind === 'parameter' || kind === 'variable'));
    for (const { name, distance } of near.slice(0, 6))
      yield {
        start: site.node.start ?? 0,
        end: site.node.end ?? 0,
        text: name,
        weight: distance === 0 ? 1 : 0.6,
      };
  },
);
