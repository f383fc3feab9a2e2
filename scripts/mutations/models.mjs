const steady = ['src/engine/maker/sample/steady-evidence.test.ts'];
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
  {
    name: 'models-prefix-follows-other-steps',
    guarantee:
      'Later samples of a race begin with the bytes of the first, although other steps end in the meantime.',
    file: 'src/engine/maker/sample/steady-evidence.ts',
    find: `return { ...now, outline, place: { ...now.place, siblings } };`,
    replace: `return { ...now, outline, place: siblings.length < 0 ? { ...now.place, siblings } : now.place };`,
    tests: steady,
  },
];
