import { configurationError, type Problem } from '../file/problem.ts';
import type { ConfigurationFile } from '../file/schema.ts';
import { readConfiguration, type ReadConfiguration } from '../file/read-configuration.ts';
import { locateConfiguration, type ConfigurationSource, type LocateOptions } from './locate.ts';

/** A configuration file that is without problems. */
export interface Layer {
  readonly source: ConfigurationSource;
  readonly read: ReadConfiguration;
}

/** Keys that give approvals or send keys elsewhere: a repository may not decide on them. */
const ONLY_FOR_USERS = [
  { key: 'ask', why: 'a repository does not decide what a person is asked', flag: '--ask' },
  { key: 'on_gate', why: 'a repository does not decide what a gate does', flag: '--on-gate' },
  { key: 'base_urls', why: 'a repository does not decide where keys are sent', flag: 'OPENAI_BASE_URL' },
  { key: 'prices', why: 'a repository does not decide what a budget is counted in', flag: '--max-tokens' },
  {
    key: 'programs',
    why: 'a repository does not decide what is started',
    flag: 'MICROFACTORY_CODEX_PATH',
  },
  {
    key: 'telemetry',
    why: 'a repository does not decide who is told what models are asked',
    flag: 'MICROFACTORY_OTEL',
  },
  { key: 'storage', why: 'a repository does not decide what is kept', flag: '--keep-days' },
] as const;

/** Returns the configuration files that count, read and checked, the strongest first. Throws `configuration` with all problems of the first bad one. */
export function configurationLayers(options: LocateOptions): Layer[] {
  return locateConfiguration(options).map(checkedLayer);
}

function checkedLayer(source: ConfigurationSource): Layer {
  const read = readConfiguration(source.text, source.name);
  const [first, ...rest] = [...read.problems, ...trespasses(source, read)];
  if (first !== undefined) throw configurationError([first, ...rest]);
  return { source, read };
}

/** Returns what a workspace's file says that it may not decide. */
export function trespasses(source: ConfigurationSource, read: ReadConfiguration): Problem[] {
  if (source.kind !== 'workspace') return [];
  return ONLY_FOR_USERS.filter(({ key }) => read.has([key])).map(({ key, why, flag }) =>
    read.problemAt(
      [key],
      `${key} is refused in a workspace's file, because ${why}; move it to ~/.microfactory/config.yaml or use ${flag}.`,
    ),
  );
}

/** Gives a top-level value of the strongest file that has one. */
export type Top = <Key extends keyof ConfigurationFile>(key: Key) => ConfigurationFile[Key];

/** Returns a reader of top-level values. */
export function topLevel(layers: readonly Layer[]): Top {
  return (key) => layers.find(({ read }) => read.value[key] !== undefined)?.read.value[key];
}
