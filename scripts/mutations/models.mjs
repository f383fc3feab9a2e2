const keys = ['src/models/keys/keys.test.ts'];

export default [
  {
    name: 'models-home-env-first',
    guarantee: 'A key in the environment wins over one in ~/.env.',
    file: 'src/models/keys/resolve-key.ts',
    find: `return [...sources(options)];`,
    replace: `return [...sources(options)].reverse();`,
    tests: keys,
  },
];
