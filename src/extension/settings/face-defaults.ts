import type { FaceDefaults } from '../../protocol/service.ts';
import { HTTP_PROVIDER_NAMES, OFFERED_PROVIDERS } from '../../protocol/providers.ts';
import { isRecord } from '../../engine/json.ts';
import { baseUrlSetting, SETTINGS, type SettingName } from '../ids.ts';

/** Gives a setting's value; what it is, nobody has checked: people write settings.json by hand. */
export type ReadSetting = (name: SettingName) => unknown;

/** Sections `domains.<name>` by name. */
export type DomainSections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const ASK = ['every', 'doubtful', 'never'] as const;
const ON_GATE = ['pause', 'skip', 'fail'] as const;

/** Returns what the editor's settings say of a run; a value of the wrong kind counts as not set. */
export function faceDefaults(
  read: ReadSetting,
): FaceDefaults & { readonly domains?: DomainSections | undefined } {
  return {
    provider: oneOf(read(SETTINGS.provider), OFFERED_PROVIDERS),
    model: text(read(SETTINGS.model)),
    domain: text(read(SETTINGS.domain)),
    domains: sections(read(SETTINGS.domains)),
    samples: whole(read(SETTINGS.samples)),
    k: whole(read(SETTINGS.k)),
    dissentSensitive: truth(read(SETTINGS.dissentSensitive)),
    adaptiveK: truth(read(SETTINGS.adaptiveK)),
    targetSuccess: chance(read(SETTINGS.targetSuccess)),
    maxConcurrentLlm: whole(read(SETTINGS.maxConcurrentLlm)),
    maxConcurrentSteps: whole(read(SETTINGS.maxConcurrentSteps)),
    maxUsd: amount(read(SETTINGS.maxUsd)),
    maxTokens: whole(read(SETTINGS.maxTokens)),
    maxCalls: whole(read(SETTINGS.maxCalls)),
    maxMinutes: amount(read(SETTINGS.maxMinutes)),
    ask: oneOf(read(SETTINGS.ask), ASK),
    onGate: oneOf(read(SETTINGS.onGate), ON_GATE),
    recordExchanges: truth(read(SETTINGS.recordExchanges)),
    baseUrls: Object.fromEntries(
      HTTP_PROVIDER_NAMES.map((provider) => [provider, text(read(baseUrlSetting(provider)))]),
    ),
  };
}

/** Returns the trimmed text; undefined when it is empty or none. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** What the sections say is checked where those of a file are. */
function sections(value: unknown): DomainSections | undefined {
  if (!isRecord(value)) return undefined;
  const known = Object.entries(value).filter((entry): entry is [string, Record<string, unknown>] =>
    isRecord(entry[1]),
  );
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

function truth(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function whole(value: unknown): number | undefined {
  return Number.isInteger(value) && Number(value) > 0 ? Number(value) : undefined;
}

/** A limit of nothing is a limit too. */
export function amount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function chance(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value < 1 ? value : undefined;
}

function oneOf<Value extends string>(value: unknown, values: readonly Value[]): Value | undefined {
  return values.find((each) => each === value);
}
