/**
 * Names of the environment variables that a child process may see; `*` ends a prefix. What is not here (API keys,
 * tokens, NODE_OPTIONS, PYTHONPATH, proxies with passwords) never reaches a child unless the caller names it.
 */
export const ALLOWED_ENVIRONMENT: readonly string[] = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TERM',
  'LANG',
  'LANGUAGE',
  'LC_*',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'CI',
  'NODE',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'VIRTUAL_ENV',
  'PYENV_ROOT',
  'NVM_DIR',
  'VOLTA_HOME',
  'GOPATH',
  'GOCACHE',
  'GOROOT',
  'CARGO_HOME',
  'RUSTUP_HOME',
  'JAVA_HOME',
  'SystemRoot',
  'SystemDrive',
  'windir',
  'APPDATA',
  'LOCALAPPDATA',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'ProgramData',
  'ProgramFiles',
  'ProgramFiles(x86)',
  'ComSpec',
  'PATHEXT',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
];

/** Returns the variables of `environment` that a child may see. Names compare without case on Windows, as they do there. */
export function allowedEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const comparable = (name: string): string => (platform === 'win32' ? name.toUpperCase() : name);
  const allowed: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (
      value !== undefined &&
      ALLOWED_ENVIRONMENT.some((entry) => covers(comparable(entry), comparable(name)))
    )
      allowed[name] = value;
  }
  return allowed;
}

function covers(entry: string, name: string): boolean {
  return entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry;
}
