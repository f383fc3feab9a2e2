import type { FaceDefaults, RunOverrides } from '../../protocol/service.ts';
import type { SessionSummary } from '../../protocol/session.ts';

const OVERRIDE_OF = {
  usd: 'maxUsd',
  tokens: 'maxTokens',
  calls: 'maxCalls',
  minutes: 'maxMinutes',
} as const satisfies Readonly<Record<string, keyof RunOverrides>>;

/** Limits that a resume may raise. */
export type RaisableLimit = keyof typeof OVERRIDE_OF;

/** Returns the limit at which a session waits, where a resume can raise it. */
export function limitReached({ metadata }: SessionSummary): RaisableLimit | undefined {
  const wait = metadata.waiting.find(({ trigger }) => trigger === 'budget');
  const [, name] = /budget for (\w+)/u.exec(wait?.details ?? '') ?? [];
  return name !== undefined && Object.hasOwn(OVERRIDE_OF, name) ? (name as RaisableLimit) : undefined;
}

/** Returns the overrides that raise a limit. */
export function raised(limit: RaisableLimit, value: number): RunOverrides {
  return { [OVERRIDE_OF[limit]]: value };
}

/** Returns who would answer by the settings of today, where that is somebody else than the session began with. */
export function otherModel({ metadata }: SessionSummary, settings: FaceDefaults): RunOverrides | undefined {
  const { provider, model } = settings;
  if (provider === undefined) return undefined;
  const same = provider === metadata.provider && (model === undefined || model === metadata.model);
  return same || provider === 'offline' ? undefined : { provider, model };
}

/** Returns the number that was typed; undefined when it is no limit. */
export function limitTyped(typed: string): number | undefined {
  const value = Number(typed.trim().replace(',', '.'));
  return typed.trim() !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
}
