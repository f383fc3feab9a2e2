import { describe, expect, it } from 'vitest';
import { isProtectedPath, PROTECTED_PATHS } from './protected-paths.ts';

/** A path for each entry of the list, in another case than the list's. */
const EXAMPLES: Readonly<Record<string, string>> = {
  '**/.git': 'sub/.Git',
  '**/.git/**': '.git/Hooks/pre-commit',
  '**/.vscode': '.VSCode',
  '**/.vscode/**': '.VSCODE/Settings.json',
  '**/*.code-workspace': 'My.Code-Workspace',
  '**/.idea': '.IDEA',
  '**/.idea/**': '.idea/Workspace.xml',
  '**/.devcontainer': '.DevContainer',
  '**/.devcontainer/**': '.devcontainer/devcontainer.JSON',
  '**/.devcontainer.json': '.DevContainer.json',
  '**/.github/workflows': '.github/Workflows',
  '**/.github/workflows/**': '.GitHub/workflows/ci.yml',
  '**/.husky': '.Husky',
  '**/.husky/**': '.husky/Pre-Commit',
  '**/.envrc': '.EnvRC',
  '**/.env*': 'packages/app/.ENV.local',
  '**/.env*/**': '.Env.d/x',
  '**/.npmrc': 'sub/.NPMRC',
  '**/.mcp.json': '.MCP.json',
  '**/.cursor': '.Cursor',
  '**/.cursor/**': '.cursor/Rules/x.mdc',
  '**/agents.md': 'AGENTS.md',
  '**/claude.md': 'docs/CLAUDE.md',
  '**/.profile': '.Profile',
  '**/.bashrc': 'home/.BASHRC',
  '**/.bash_profile': '.Bash_Profile',
  '**/.bash_login': '.Bash_Login',
  '**/.bash_logout': '.Bash_Logout',
  '**/.bash_aliases': '.Bash_Aliases',
  '**/.zshrc': '.ZshRC',
  '**/.zshenv': '.ZshEnv',
  '**/.zprofile': '.ZProfile',
  '**/.zlogin': '.ZLogin',
  '**/.zlogout': '.ZLogout',
  '**/.kshrc': '.KshRC',
  '**/.cshrc': '.CshRC',
  '**/.tcshrc': '.TcshRC',
  '**/.login': '.Login',
  '**/.config/fish/**': '.config/Fish/config.fish',
  '**/microfactory.yaml': 'Microfactory.yaml',
  '**/microfactory.yml': 'sub/MICROFACTORY.YML',
};

describe('the protected list', () => {
  it.each(PROTECTED_PATHS)('protects %s', (entry) => {
    expect(EXAMPLES[entry], 'an example for the entry').toBeDefined();
    expect(isProtectedPath(EXAMPLES[entry] ?? '')).toBe(true);
  });

  it.each([
    'src/git/a.js',
    'env.ts',
    'vscode/x',
    '.github/CODEOWNERS',
    'agents.mdx',
    'src/microfactory.ts',
    'npmrc',
  ])('does not protect %s', (path) => expect(isProtectedPath(path)).toBe(false));
});
