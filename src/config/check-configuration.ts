import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MicrofactoryError } from '../engine/error.ts';
import { ROLES } from '../engine/ports/microagent.ts';
import { BUILT_IN_DOMAINS } from './defaults.ts';
import { domainChain, knownDomains } from './domain-chain.ts';
import { ConfigurationError, type Problem } from './file/problem.ts';
import { readConfiguration } from './file/read-configuration.ts';
import { modulePlace } from './module-place.ts';
import { redFlaggersOf } from './red-flaggers.ts';
import { roleSettings } from './roles/role-settings.ts';
import { trespasses, type Layer } from './sources/layer.ts';
import { textOf, type ConfigurationSource, type SourceKind } from './sources/locate.ts';
import { microfactoryHome, type Environment } from './sources/microfactory-home.ts';
import { shippedRoot } from './sources/shipped-root.ts';

export interface CheckOptions {
  readonly configPath: string;
  /** Examined instead of the file's own text, as an editor has it. */
  readonly text?: string | undefined;
  readonly env: Environment;
}

/** Returns everything that is wrong in a configuration file, in the order of its lines: all that a run could stumble over. */
export function checkConfiguration(options: CheckOptions): readonly Problem[] {
  const source = sourceOf(options);
  const read = readConfiguration(source.text, source.name);
  const layer = { source, read };
  const found = [...read.problems, ...trespasses(source, read), ...domainProblems(layer)];
  const byPlace = new Map(found.map((problem) => [`${problem.line} ${problem.message}`, problem]));
  return [...byPlace.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

function sourceOf({ configPath, text, env }: CheckOptions): ConfigurationSource {
  const path = resolve(configPath);
  const name = basename(path);
  if (text === undefined && !existsSync(path)) throw missing(configPath);
  const kind = kindOf(path, name, env);
  return { kind, path, name, root: dirname(path), text: text ?? textOf(path, name) };
}

/** What a repository may not decide is only forbidden to the files that come with it: those that are found by their name. */
function kindOf(path: string, name: string, env: Environment): SourceKind {
  if (path === join(microfactoryHome(env), 'config.yaml')) return 'user';
  return name === 'microfactory.yaml' ? 'workspace' : 'given';
}

function domainProblems(layer: Layer): Problem[] {
  const { read } = layer;
  const known = knownDomains([layer], BUILT_IN_DOMAINS);
  const wanted = read.value.default_domain;
  const unknown =
    wanted === undefined || known.includes(wanted)
      ? []
      : [
          read.problemAt(
            ['default_domain'],
            `default_domain names ${wanted}, which is not among ${known.join(', ')}.`,
            {
              code: 'unknown-domain',
            },
          ),
        ];
  return [...unknown, ...known.flatMap((domain) => problemsOfDomain(domain, layer))];
}

function problemsOfDomain(domain: string, layer: Layer): Problem[] {
  const { root, kind } = layer.source;
  const repoPath = kind === 'workspace' ? workspaceOf(root) : undefined;
  const chainOf = () => domainChain(domain, [layer], BUILT_IN_DOMAINS);
  const ofModule = problemsOf(() => void modulePlace(chainOf(), repoPath));
  const ofRoles = ROLES.flatMap((role) =>
    problemsOf(() => {
      const chain = chainOf();
      const nobody = { overrides: {}, defaults: {} };
      const settings = { fallback: 'offline', shippedRoot: shippedRoot(), repoPath } as const;
      const found = roleSettings(role, { chain, ...nobody, ...settings });
      if (role === 'solution_discriminator') redFlaggersOf({ chain, critic: found, ...settings });
    }),
  );
  return [...ofModule, ...ofRoles];
}

/** The file lies at the top of a workspace or in its `.microfactory`. */
function workspaceOf(root: string): string {
  return basename(root) === '.microfactory' ? dirname(root) : root;
}

function problemsOf(work: () => void): readonly Problem[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    // Of no place in this file: a run says it with the settings that it is given.
    if (error instanceof MicrofactoryError) return [];
    throw error;
  }
}

function missing(configPath: string): MicrofactoryError {
  const message = `There is no configuration file ${configPath}.`;
  return new MicrofactoryError({ code: 'not-found', message });
}
