import type { Json } from '../engine/json.ts';
import { DEFAULTS } from './defaults.ts';
import type { DomainChain, DomainLevel } from './domain-chain.ts';
import { configurationError } from './file/problem.ts';
import type { DomainSection } from './file/schema.ts';
import { verifierCommand } from './file/verifier-command.ts';
import { templatePlace, type TemplatePlace } from './roles/template.ts';
import type { CritiqueSettings, RoleSettings, Settings } from './settings.ts';

type Entry = NonNullable<DomainSection['red_flaggers']>[number];
type CritiqueEntry = Extract<Entry, { type: 'llm_critique' }>;

export interface RedFlaggerOptions {
  readonly chain: DomainChain;
  /** Who criticises where an entry names nobody: the solution discriminator. */
  readonly critic: RoleSettings;
  /** Folder of the shipped templates. */
  readonly shippedRoot: string;
  readonly repoPath?: string | undefined;
}

const TEMPLATE = 'templates/critique.hbs';
const MAX_TOKENS = 512;

/** Returns the rules that the strongest section with a list names, commands as words; and who criticises. Throws `configuration`. */
export function redFlaggersOf(options: RedFlaggerOptions): Pick<Settings, 'redFlaggers' | 'critiques'> {
  const level = options.chain.levels.find(({ section }) => section.red_flaggers !== undefined);
  const entries = level?.section.red_flaggers;
  if (level === undefined || entries === undefined) return { redFlaggers: DEFAULTS.redFlaggers };
  const critiques = entries.flatMap((entry, index) =>
    entry.type === 'llm_critique' && entry.enabled !== false
      ? [critiqueOf(entry, { ...options, level, index })]
      : [],
  );
  return { redFlaggers: entries.map(plain), ...(critiques.length === 0 ? {} : { critiques }) };
}

/** What stands in the session's journal: nothing that is undefined, and a command as the words that will be run. */
function plain(entry: Entry): Record<string, Json> {
  const command =
    'command' in entry && entry.command !== undefined ? verifierCommand(entry.command).argv : [];
  const said = Object.entries(entry).filter(([, value]) => value !== undefined);
  const json = Object.fromEntries(said) as Record<string, Json>;
  return command === undefined || command.length === 0 ? json : { ...json, command: [...command] };
}

interface CritiquePlace extends RedFlaggerOptions {
  readonly level: DomainLevel;
  readonly index: number;
}

function critiqueOf(entry: CritiqueEntry, place: CritiquePlace): CritiqueSettings {
  const { critic } = place;
  return {
    ...templateOf(entry, place),
    provider: entry.provider ?? critic.provider,
    model: entry.model ?? critic.model,
    maxTokens: entry.max_tokens ?? MAX_TOKENS,
    roles: entry.roles ?? ['solver'],
  };
}

function templateOf(
  entry: CritiqueEntry,
  { level, index, shippedRoot, repoPath }: CritiquePlace,
): TemplatePlace {
  const template = entry.prompt_template;
  if (template === undefined) return { promptTemplate: TEMPLATE, templateRoot: shippedRoot };
  const { kind, root } = level.layer.source;
  const within = kind === 'workspace' ? repoPath : undefined;
  const found = templatePlace({ template, root, within });
  if (!('problem' in found)) return found;
  const path = ['domains', level.name, 'red_flaggers', index, 'prompt_template'];
  const name = `domains.${level.name}.red_flaggers[${index}].prompt_template`;
  const about =
    found.missing === undefined ? undefined : ({ code: 'missing-template', subject: found.missing } as const);
  throw configurationError([level.layer.read.problemAt(path, `${name} ${found.problem}`, about)]);
}
