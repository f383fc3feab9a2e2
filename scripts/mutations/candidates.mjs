const scenarios = ['test/scenarios/edit-scenarios.test.ts'];
const syntax = 'src/edits/key/syntax';

export default [
  {
    name: 'key-comments-alone-count-for-nothing',
    guarantee: 'Where an answer changes comments or layout alone, they are what it is compared by.',
    file: 'src/edits/key/vote-keys.ts',
    find: `keyOf(result, syntax, textKey)`,
    replace: `keyOf(result, syntax)`,
    tests: scenarios,
  },
  {
    name: 'key-directive-dropped',
    guarantee: 'A comment that a tool obeys tells two answers apart.',
    file: `${syntax}/form-writer.ts`,
    find: `return !directive.test(textOf(child, this.#text));`,
    replace: `return directive !== undefined;`,
    tests: scenarios,
  },
  {
    name: 'key-imports-for-their-effect-sorted',
    guarantee: 'Imports for their effect keep their order, and others stay on their side of them.',
    file: `${syntax}/languages/javascript.ts`,
    find: `if (node.type !== 'import_statement' || clause === undefined) return undefined;`,
    replace: `if (node.type !== 'import_statement') return undefined;\n    if (clause === undefined) return [];`,
    tests: scenarios,
  },
  {
    name: 'key-scopes-ignored',
    guarantee: 'A name means what its scope says: one that ended with its block is another.',
    file: `${syntax}/local-names.ts`,
    find: `const inner = rules.opensScope(node) ? new Scope(node.type, outer) : outer;`,
    replace: `const inner = outer.parent === undefined && rules.opensScope(node) ? new Scope(node.type, outer) : outer;`,
    tests: scenarios,
  },
  {
    name: 'key-names-of-a-file-renamed',
    guarantee: 'Names that other files can see keep their spelling.',
    file: `${syntax}/scope.ts`,
    find: `kept || this.parent === undefined`,
    replace: `kept`,
    tests: scenarios,
  },
  {
    name: 'key-parameters-renamed-in-python',
    guarantee: 'A parameter that callers may name keeps its spelling.',
    file: `${syntax}/languages/python-names.ts`,
    find: `splat === undefined && index >= byPlace`,
    replace: `false`,
    tests: scenarios,
  },
  {
    name: 'key-faulty-code-read-as-code',
    guarantee: 'What does not follow its grammar is compared as text.',
    file: `${syntax}/syntax-form.ts`,
    find: `if (tree === undefined || tree.fault !== undefined) return undefined;`,
    replace: `if (tree === undefined) return undefined;`,
    tests: scenarios,
  },
];
