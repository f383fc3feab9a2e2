import tseslint from 'typescript-eslint';
import { importRules } from './scripts/lint/import-rules.mjs';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.cache/',
      '.vscode-test/',
      'examples/ledger/',
      'examples/scheduler/',
      'test/fixtures/',
      'test/scenarios/**/files/',
      'node_modules/',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/engine/json.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='JSON'][callee.property.name='parse']",
          message: 'Use parseJson from engine/json.ts: it classifies the failure.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Random is an argument: take a Random from engine/ports/random.ts.',
        },
      ],
    },
  },
  {
    // What runs in VS Code as it is written: `require` is how it gets the editor's module.
    files: ['examples/**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  ...importRules,
);
