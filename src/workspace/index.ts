export { ALLOWED_ENVIRONMENT, allowedEnvironment } from './command/allowed-environment.ts';
export { commandRunner, runCommand, type CommandRunnerOptions } from './command/run-command.ts';
export { git, gitRunner, type Git, type GitCall, type GitResult } from './git/git.ts';
export { invalidPath } from './guard/path-syntax.ts';
export { PROTECTED_PATHS, isProtectedPath } from './guard/protected-paths.ts';
export { openSessionWorkspace, type OpenOptions } from './open-session-workspace.ts';
