// Imports go one way (docs/architecture.md). Each room lists the rooms it may import; lint refuses the rest.
const ROOMS = {
  'engine/flow': ['engine'],
  'engine/maker': ['engine', 'engine/flow'],
  api: ['engine', 'engine/maker', 'protocol'],
  edits: ['engine'],
  domains: ['engine', 'engine/maker', 'edits'],
  agents: ['engine', 'engine/maker', 'edits', 'prompts', 'models'],
  models: ['engine', 'protocol'],
  prompts: ['engine'],
  config: ['engine', 'protocol'],
  workspace: ['engine', 'edits'],
  store: ['engine'],
  protocol: [],
  app: [
    'api',
    'engine',
    'engine/flow',
    'engine/maker',
    'edits',
    'domains',
    'agents',
    'models',
    'prompts',
    'config',
    'workspace',
    'store',
    'protocol',
  ],
  bench: ['engine', 'engine/maker', 'edits', 'domains', 'agents', 'store', 'protocol', 'app'],
  cli: ['app', 'bench', 'protocol', 'engine'],
  extension: ['api', 'app', 'protocol', 'engine'],
  webview: ['protocol'],
};

const TOP = [
  'api',
  'edits',
  'domains',
  'agents',
  'models',
  'prompts',
  'config',
  'workspace',
  'store',
  'protocol',
  'app',
  'bench',
  'cli',
  'extension',
  'webview',
];

/** Packages that belong to one room. */
const ONLY_IN = [
  { room: 'extension', package: 'vscode' },
  { room: 'webview', package: 'react' },
  { room: 'webview', package: 'react-dom' },
  { room: 'webview', package: '@vscode/webview-ui-toolkit' },
  { room: 'app', package: 'sql.js' },
];

function forbiddenPattern(room, allowed) {
  const inside = room.split('/')[0];
  const closed = TOP.filter((other) => other !== inside && !allowed.includes(other));
  const parts = closed.map((other) => `/${other}/`);
  if (room === 'engine/flow') parts.push('/maker/');
  if (!room.startsWith('engine')) {
    if (!allowed.includes('engine')) parts.push('/engine/');
    if (!allowed.includes('engine/flow')) parts.push('/engine/flow/');
    if (!allowed.includes('engine/maker')) parts.push('/engine/maker/');
  }
  return `^\\.{1,2}/.*(${parts.join('|')})|^\\.\\.(${parts.join('|')})`;
}

export const importRules = Object.entries(ROOMS).map(([room, allowed]) => ({
  files: [`src/${room}/**/*.ts`, `src/${room}/**/*.tsx`],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: forbiddenPattern(room, allowed),
            message: `src/${room} may import only: ${allowed.join(', ') || 'nothing of ours'} (docs/architecture.md).`,
          },
        ],
        paths: ONLY_IN.filter((only) => only.room !== room).map((only) => ({
          name: only.package,
          message: `Only src/${only.room} imports ${only.package}.`,
        })),
      },
    ],
  },
}));
