// Breakages of domains that are programs of somebody's own.
const place = ['src/config/module-place.test.ts'];
const api = ['src/extension/api/create-api.test.ts'];

export default [
  {
    name: 'domains-repository-module-trusted',
    guarantee:
      'A program that lies in the repository is not taken for one of the user’s own, whoever names it.',
    file: 'src/config/module-place.ts',
    find: 'isOwn: !isOfRepository }',
    replace: "isOwn: kind !== 'workspace' }",
    tests: place,
  },
  {
    name: 'domains-module-outside-workspace',
    guarantee: 'A repository names no program outside of itself.',
    file: 'src/config/module-place.ts',
    find: "if (kind === 'workspace' && !isOfRepository)",
    replace: "if (kind === 'user' && !isOfRepository)",
    tests: place,
  },
  {
    name: 'domains-hash-without-text',
    guarantee: 'The approval of a program is bound to what it says.',
    file: 'src/config/module-place.ts',
    find: "JSON.stringify(['domain-module', path, text])",
    replace: "JSON.stringify(['domain-module', path, text.length])",
    tests: place,
  },
  {
    name: 'domains-unapproved-module-runs',
    guarantee: 'A program of a repository is not run before a person approved it, nor after it has changed.',
    file: 'src/app/compose/chosen-domain.ts',
    find: 'if (module.isOwn || (await approvals.has(hash))) return;',
    replace: 'if (module.isOwn || approvals !== undefined) return;',
    tests: ['src/app/compose/chosen-domain.test.ts'],
  },
  {
    name: 'domains-disposed-registration-stays',
    guarantee: 'A domain that an extension registered is known until it is disposed of, and no longer.',
    file: 'src/extension/api/registered-domains.ts',
    find: 'if (this.#byName.get(name) === domain) this.#byName.delete(name);',
    replace: 'void this.#byName.get(name);',
    tests: api,
  },
  {
    name: 'domains-task-asked-again',
    guarantee: 'What a task of a domain answered is not asked again after a kill.',
    file: 'src/engine/maker/tasks/domain-task-node.ts',
    find: 'recorded(context, task) ?? (await ask(context, task, chosen))',
    replace: 'await ask(context, task, chosen)',
    tests: ['src/engine/maker/tasks/domain-task-node.test.ts'],
  },
];
