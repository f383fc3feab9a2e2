import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { MicrofactoryError } from '../../engine/error.ts';

/** Who wrote a file decides what it may say: `given` by --config, `user` and `face` are the user's own, `workspace` came with the repository. */
export type SourceKind = 'given' | 'workspace' | 'user' | 'face';

export interface ConfigurationSource {
  readonly kind: SourceKind;
  readonly path: string;
  /** How sentences call it. */
  readonly name: string;
  /** Where relative template paths start. */
  readonly root: string;
  readonly text: string;
}

export interface LocateOptions {
  readonly repoPath?: string | undefined;
  readonly configPath?: string | undefined;
  /** See `microfactoryHome`. */
  readonly home: string;
  /** See `SettingsDefaults`. */
  readonly domains?: Readonly<Record<string, unknown>> | undefined;
}

const WORKSPACE_NAMES = ['microfactory.yaml', join('.microfactory', 'microfactory.yaml')];
const LARGEST_BYTES = 1_000_000;

/** Returns the configuration files that count, the strongest first. Throws `configuration` for one that was named but can't be read. */
export function locateConfiguration(options: LocateOptions): ConfigurationSource[] {
  const { repoPath, configPath, home } = options;
  const principal = configPath === undefined ? fromWorkspace(repoPath) : fromFlag(configPath);
  const userPath = join(home, 'config.yaml');
  const user = exists(userPath) ? source('user', userPath, userPath) : undefined;
  return [principal, user, fromFace(options)].filter((each) => each !== undefined);
}

/** What a face brings is read as a file would be: the same checks, the same sentences. */
function fromFace({ domains = {}, home }: LocateOptions): ConfigurationSource | undefined {
  if (Object.keys(domains).length === 0) return undefined;
  const name = 'microfactory.domains';
  return { kind: 'face', path: name, name, root: home, text: JSON.stringify({ domains }) };
}

function fromFlag(configPath: string): ConfigurationSource {
  const path = resolve(configPath);
  if (exists(path)) return source('given', path, configPath);
  throw unreadable(`There is no configuration file ${configPath}: check the path after --config.`);
}

function fromWorkspace(repoPath: string | undefined): ConfigurationSource | undefined {
  if (repoPath === undefined) return undefined;
  const name = WORKSPACE_NAMES.find((each) => exists(join(repoPath, each)));
  return name === undefined ? undefined : source('workspace', resolve(repoPath, name), name);
}

function source(kind: SourceKind, path: string, name: string): ConfigurationSource {
  return { kind, path, name, root: dirname(path), text: textOf(path, name) };
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Returns the text of a configuration file; throws `configuration` when it is no file, too large or can't be read. */
export function textOf(path: string, name: string): string {
  const stats = statSync(path);
  if (!stats.isFile()) throw unreadable(`${name} is not a file: give the path of a microfactory.yaml.`);
  if (stats.size > LARGEST_BYTES)
    throw unreadable(`${name} is larger than 1 MB: it can't be a configuration.`);
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(`${name} can't be read: check its permissions.`, cause);
  }
}

function unreadable(message: string, cause?: unknown): MicrofactoryError {
  return new MicrofactoryError({ code: 'configuration', message, cause });
}
