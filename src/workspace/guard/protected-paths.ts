import picomatch from 'picomatch';

/**
 * Files that can cause execution when somebody opens, installs or runs the project, and the session's own configuration.
 * Patterns over lower-cased paths, at any depth. `package.json` is not here: only its scripts are protected.
 */
export const PROTECTED_PATHS: readonly string[] = [
  '**/.git',
  '**/.git/**',
  '**/.vscode',
  '**/.vscode/**',
  '**/*.code-workspace',
  '**/.idea',
  '**/.idea/**',
  '**/.devcontainer',
  '**/.devcontainer/**',
  '**/.devcontainer.json',
  '**/.github/workflows',
  '**/.github/workflows/**',
  '**/.husky',
  '**/.husky/**',
  '**/.envrc',
  '**/.env*',
  '**/.env*/**',
  '**/.npmrc',
  '**/.mcp.json',
  '**/.cursor',
  '**/.cursor/**',
  '**/agents.md',
  '**/claude.md',
  '**/.profile',
  '**/.bashrc',
  '**/.bash_profile',
  '**/.bash_login',
  '**/.bash_logout',
  '**/.bash_aliases',
  '**/.zshrc',
  '**/.zshenv',
  '**/.zprofile',
  '**/.zlogin',
  '**/.zlogout',
  '**/.kshrc',
  '**/.cshrc',
  '**/.tcshrc',
  '**/.login',
  '**/.config/fish/**',
  '**/microfactory.yaml',
  '**/microfactory.yml',
];

const isProtected = picomatch([...PROTECTED_PATHS], { dot: true, nocase: true });

/** True when the path needs a person's separate yes, whatever the votes said. */
export function isProtectedPath(path: string): boolean {
  return isProtected(path.split('/').map(asFileSystemsSee).join('/'));
}

/** True for git's own folder, which is never written at all. */
export function isGitFolder(path: string): boolean {
  return path.split('/').some((part) => asFileSystemsSee(part) === '.git');
}

/** One spelling for names that Windows or macOS take for the same file: case, final dots, streams, short names, ignorable characters. */
function asFileSystemsSee(part: string): string {
  const plain = part
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
    .replace(/:.*$/, '')
    .replace(/[. ]+$/, '');
  return /^git~\d$/.test(plain) ? '.git' : plain;
}
