import { parse, type ParserPlugin } from '@babel/parser';
import type { Node } from '@babel/types';

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Returns the program with a report of every statement's line and of every test's beginning, or undefined when it does
 * not parse. For test frameworks that rewrite modules before V8 sees them, so that V8's own coverage can't be read.
 */
export function instrumented(options: {
  readonly path: string;
  readonly text: string;
  /** Where reports are appended. */
  readonly folder: string;
}): string | undefined {
  const { path, text } = options;
  const body = bodyOf(path, text);
  if (body === undefined) return undefined;
  const insertions: Insertion[] = [];
  for (const node of body) visit(node, [], insertions);
  return spliced(text, insertions) + reporterSource(options);
}

function bodyOf(path: string, text: string): readonly Node[] | undefined {
  const typed: ParserPlugin[] = /\.[cm]?tsx?$/.test(path) ? ['typescript'] : [];
  const jsx: ParserPlugin[] = /\.[cm]?ts$/.test(path) ? [] : ['jsx'];
  try {
    const plugins = [...typed, ...jsx, 'decorators' as const];
    const { program } = parse(text, { sourceType: 'unambiguous', plugins, allowReturnOutsideFunction: true });
    return [program];
  } catch {
    return undefined; // a file of another dialect is run as it is, without reports
  }
}

function visit(node: Node, titles: readonly string[], insertions: Insertion[]): void {
  const inner = node.type === 'CallExpression' ? titlesInside(node, titles) : titles;
  const test = node.type === 'CallExpression' ? testCallback(node) : undefined;
  if (test)
    mark(
      test,
      `__mfTest(() => expect.getState().currentTestName, ${JSON.stringify(inner.join(' '))})`,
      insertions,
    );
  statements(node, insertions);
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement' && node !== test)
    mark(node, report(node.body), insertions);
  for (const child of children(node)) visit(child, inner, insertions);
}

function statements(node: Node, insertions: Insertion[]): void {
  const lists =
    node.type === 'Program' || node.type === 'BlockStatement'
      ? node.body
      : node.type === 'SwitchCase'
        ? node.consequent
        : [];
  for (const statement of lists)
    if (reportable(statement)) insertions.push({ at: statement.start ?? 0, text: `${report(statement)};` });
  for (const bare of [branch(node, 'consequent'), branch(node, 'alternate'), branch(node, 'body')]) {
    if (bare === undefined || bare.type === 'BlockStatement' || !reportable(bare)) continue;
    insertions.push({ at: bare.start ?? 0, text: `{${report(bare)};` }, { at: bare.end ?? 0, text: '}' });
  }
}

function branch(node: Node, field: string): Node | undefined {
  if (!/^(IfStatement|For\w*Statement|WhileStatement|DoWhileStatement)$/.test(node.type)) return undefined;
  return (node as unknown as Record<string, Node | null | undefined>)[field] ?? undefined;
}

// Declarations run when they are made, and nothing may come between them and what they belong to.
function reportable({ type }: Node): boolean {
  return /Statement$|^VariableDeclaration$/.test(type) && type !== 'EmptyStatement';
}

function report(node: Node): string {
  return `__mfLine(${node.loc?.start.line ?? 0})`;
}

function mark(callback: Node, call: string, insertions: Insertion[]): void {
  const body = 'body' in callback ? (callback.body as Node) : callback;
  if (body.type === 'BlockStatement') insertions.push({ at: (body.start ?? 0) + 1, text: `${call};` });
  else insertions.push({ at: body.start ?? 0, text: `(${call}, ` }, { at: body.end ?? 0, text: ')' });
}

type Call = Extract<Node, { type: 'CallExpression' }>;

function testCallback(call: Call): Node | undefined {
  if (!/^(it|test|specify)$/.test(rootName(call.callee))) return undefined;
  return call.arguments.find((argument) => /^(Arrow)?FunctionExpression$/.test(argument.type));
}

function titlesInside(call: Call, titles: readonly string[]): readonly string[] {
  if (!/^(it|test|specify|describe|suite|context)$/.test(rootName(call.callee))) return titles;
  const first = call.arguments[0];
  if (first?.type === 'StringLiteral') return [...titles, first.value];
  return first?.type === 'TemplateLiteral' ? [...titles, first.quasis[0]?.value.cooked ?? ''] : titles;
}

function rootName(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return rootName(callee.object);
  if (callee.type === 'CallExpression') return rootName(callee.callee);
  return callee.type === 'TaggedTemplateExpression' ? rootName(callee.tag) : '';
}

function children(node: Node): Node[] {
  return Object.entries(node)
    .filter(([field]) => field !== 'loc' && !field.endsWith('Comments'))
    .flatMap(([, value]) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter(
      (value): value is Node =>
        typeof value === 'object' && value !== null && 'type' in value && 'start' in value,
    );
}

// Insertions at one place keep the order that they were made in: outer nodes come first.
function spliced(text: string, insertions: readonly Insertion[]): string {
  let result = '';
  let last = 0;
  for (const { at, text: inserted } of [...insertions].sort((a, b) => a.at - b.at)) {
    result += text.slice(last, at) + inserted;
    last = at;
  }
  return result + text.slice(last);
}

// Function declarations, so that modules which import each other in a circle find them.
function reporterSource({ path, folder }: { readonly path: string; readonly folder: string }): string {
  return `
;function __mfPut(record) {
  const state = (globalThis.__mf ??= { test: null, seen: new Set() });
  const line = JSON.stringify({ ...record, test: state.test });
  if (state.seen.has(line)) return;
  state.seen.add(line);
  process.getBuiltinModule?.('node:fs').appendFileSync(${JSON.stringify(folder)} + '/' + process.pid + '.ndjson', line + '\\n');
}
function __mfLine(line) { __mfPut({ path: ${JSON.stringify(path)}, line }); }
function __mfTest(current, written) {
  let name;
  try { name = current(); } catch { name = undefined; }
  globalThis.__mf ??= { test: null, seen: new Set() };
  globalThis.__mf.test = { file: ${JSON.stringify(path)}, name: name ?? written };
}
`;
}
