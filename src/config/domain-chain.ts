import { MicrofactoryError } from '../engine/error.ts';
import { configurationError } from './file/problem.ts';
import type { DomainSection } from './file/schema.ts';
import type { Layer } from './sources/layer.ts';

/** One section `domains.<name>` of one file. */
export interface DomainLevel {
  readonly layer: Layer;
  readonly name: string;
  readonly section: DomainSection;
}

export interface DomainChain {
  /** The domain at the end of the chain, which is built in or has a module. */
  readonly basis: string;
  /** The section that names the module; undefined when the basis is built in. */
  readonly moduleLevel: DomainLevel | undefined;
  /** Sections that say something about the domain, the strongest first. */
  readonly levels: readonly DomainLevel[];
}

/** Returns the names of all domains, built-in ones first. */
export function knownDomains(layers: readonly Layer[], builtIn: readonly string[]): string[] {
  const configured = layers.flatMap(({ read }) => Object.keys(read.value.domains ?? {}));
  return [...new Set([...builtIn, ...configured])];
}

/** Returns the sections a domain is made of, following `extends`. Throws `configuration` for unknown domains and for circles. */
export function domainChain(
  domain: string,
  layers: readonly Layer[],
  builtIn: readonly string[],
): DomainChain {
  const known = knownDomains(layers, builtIn);
  if (!known.includes(domain)) throw unknownDomain(domain, known);
  const names = [domain];
  const levels: DomainLevel[] = [];
  for (let name = domain; ;) {
    const here = levelsOf(name, layers);
    levels.push(...here);
    const next = nextName(here, builtIn, name);
    if (next === undefined) return { basis: name, levels, moduleLevel: moduleLevel(here, builtIn, name) };
    checkLink(here, { next, known, names });
    names.push(next);
    name = next;
  }
}

function levelsOf(name: string, layers: readonly Layer[]): DomainLevel[] {
  return layers.flatMap((layer) => {
    const domains = layer.read.value.domains ?? {};
    const section = Object.hasOwn(domains, name) ? domains[name] : undefined;
    return section === undefined ? [] : [{ layer, name, section }];
  });
}

function nextName(
  here: readonly DomainLevel[],
  builtIn: readonly string[],
  name: string,
): string | undefined {
  if (builtIn.includes(name)) return undefined;
  // The strongest file that says what the domain is decides.
  const says = here.find(({ section }) => section.extends !== undefined || section.module !== undefined);
  return says?.section.module === undefined ? (says?.section.extends ?? builtIn[0]) : undefined;
}

function moduleLevel(
  here: readonly DomainLevel[],
  builtIn: readonly string[],
  name: string,
): DomainLevel | undefined {
  for (const level of here.filter(({ section }) => section.module !== undefined)) {
    if (builtIn.includes(name))
      throw atModule(level, 'can not replace a built-in domain; give yours another name.');
    if (level.section.extends !== undefined)
      throw atModule(level, 'stands beside extends, and a domain has only one of them; remove extends.');
  }
  return here.find(({ section }) => section.module !== undefined);
}

/** Returns the error that points at a domain's `module`. */
export function atModule(level: DomainLevel, sentence: string): MicrofactoryError {
  const path = ['domains', level.name, 'module'];
  return configurationError([level.layer.read.problemAt(path, `${path.join('.')} ${sentence}`)]);
}

interface Link {
  readonly next: string;
  readonly known: readonly string[];
  readonly names: readonly string[];
}

function checkLink(here: readonly DomainLevel[], { next, known, names }: Link): void {
  const level = here.find(({ section }) => section.extends === next);
  if (level === undefined || (known.includes(next) && !names.includes(next))) return;
  const place = `domains.${level.name}.extends`;
  const message = names.includes(next)
    ? `${place} goes round in a circle (${[...names, next].join(' → ')}); write extends: ${known[0]}.`
    : `${place} names ${next}, which is not among ${known.join(', ')}; write extends: ${known[0]}.`;
  const path = ['domains', level.name, 'extends'];
  throw configurationError([level.layer.read.problemAt(path, message, { code: 'unknown-domain' })]);
}

function unknownDomain(domain: string, known: readonly string[]): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: `There is no domain ${domain}: choose ${known.join(', ')}, or add domains.${domain} to microfactory.yaml.`,
    data: { known },
  });
}
