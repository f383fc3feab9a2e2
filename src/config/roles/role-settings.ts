import { MicrofactoryError } from '../../engine/error.ts';
import type { Role } from '../../engine/ports/microagent.ts';
import { DEFAULT_ROLES, DOMAIN_TEMPLATES } from '../defaults.ts';
import type { DomainChain } from '../domain-chain.ts';
import { configurationError } from '../file/problem.ts';
import type { SettingsDefaults, SettingsOverrides } from '../overrides.ts';
import type { ProviderName, RoleSettings } from '../settings.ts';
import { firstOf, mixOf, namedModels } from './model-mix.ts';
import { providerAndModel } from './provider-and-model.ts';
import { roleLevels, type RoleLevel } from './role-levels.ts';
import { templatePlace, type TemplatePlace } from './template.ts';

export interface RoleOptions {
  readonly chain: DomainChain;
  readonly overrides: SettingsOverrides;
  readonly defaults: SettingsDefaults;
  readonly fallback: ProviderName;
  /** Folder of the shipped templates. */
  readonly shippedRoot: string;
  readonly repoPath?: string | undefined;
}

/** Returns one role as it will run: flag, else role, else domain, else setting of the face, else default. Throws `configuration` or `usage`. */
export function roleSettings(role: Role, options: RoleOptions): RoleSettings {
  const levels = roleLevels(role, options.chain, options);
  const says = levels.map((level) => level.says);
  const { provider, model, level } = providerAndModel(says.map(firstOf), options.fallback);
  if (model === undefined) throw noModel(provider);
  const numbers = numbersOf(role, levels);
  checkReachable(role, numbers, levels);
  const mix = mixOf(namedModels(says[level] ?? {}), provider);
  const who = { provider, model, ...(mix === undefined ? {} : { mix }) };
  const fallback = says.find((level) => level.fallback !== undefined)?.fallback;
  const chain = fallback === undefined ? {} : { fallback };
  return { ...templateOf(role, levels, options), ...who, ...numbers, ...chain };
}

type Numbers = Pick<RoleSettings, 'samples' | 'k' | 'maxTokens' | 'temperature'>;

function numbersOf(role: Role, levels: readonly RoleLevel[]): Numbers {
  const defaults = DEFAULT_ROLES[role];
  const first = (key: 'samples' | 'k' | 'max_tokens' | 'temperature') =>
    levels.find(({ says }) => says[key] !== undefined)?.says[key];
  return {
    samples: first('samples') ?? defaults.samples,
    k: first('k') ?? defaults.k,
    maxTokens: first('max_tokens') ?? defaults.maxTokens,
    temperature: first('temperature') ?? defaults.temperature,
  };
}

/** A race of fewer than k votes can never be decided. */
function checkReachable(role: Role, { samples, k }: Numbers, levels: readonly RoleLevel[]): void {
  if (samples >= k) return;
  const enough = 2 * k + 1;
  const key = levels.some(({ says }) => says.k !== undefined) ? 'k' : 'samples';
  const at = levels.find(({ says }) => says[key] !== undefined)?.at;
  const what = `a lead of ${k} can't be reached with ${samples} ${samples === 1 ? 'sample' : 'samples'}`;
  if (at === undefined) {
    throw new MicrofactoryError({
      code: 'usage',
      message: `For the ${role}, ${what}: use --samples ${enough}, or a smaller --k.`,
    });
  }
  const path = [...at.path, key];
  const message = `${path.join('.')}: ${what}; write samples: ${enough}.`;
  throw configurationError([at.level.layer.read.problemAt(path, message)]);
}

function templateOf(role: Role, levels: readonly RoleLevel[], options: RoleOptions): TemplatePlace {
  const found = levels.find(({ says }) => says.prompt_template !== undefined);
  const template = found?.says.prompt_template;
  if (template === undefined || found?.at === undefined) {
    const ofDomain = DOMAIN_TEMPLATES[options.chain.basis]?.[role];
    const promptTemplate = ofDomain ?? DEFAULT_ROLES[role].promptTemplate;
    return { promptTemplate, templateRoot: options.shippedRoot };
  }
  const { level } = found.at;
  const path = [...found.at.path, 'prompt_template'];
  const { kind, root } = level.layer.source;
  const within = kind === 'workspace' ? options.repoPath : undefined;
  const place = templatePlace({ template, root, within });
  if (!('problem' in place)) return place;
  const { problem, missing } = place;
  const about = missing === undefined ? undefined : ({ code: 'missing-template', subject: missing } as const);
  throw configurationError([level.layer.read.problemAt(path, `${path.join('.')} ${problem}`, about)]);
}

function noModel(provider: ProviderName): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: `The provider ${provider} needs the name of a model: add --llm-model, or model: in the domain of microfactory.yaml.`,
  });
}
