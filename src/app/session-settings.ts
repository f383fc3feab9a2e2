import type { Settings } from '../config/settings.ts';
import { isRecord, type Json, type JsonRecord } from '../engine/json.ts';

/** What a session was started with; the `settings` of its `session-started` event. */
export interface SessionSettings {
  readonly prompt: string;
  /** Absolute path of the folder the task works on; null where the domain has none. */
  readonly repoPath: string | null;
  readonly settings: Settings;
  readonly outputDir: string | null;
}

export function settingsAsJson(settings: SessionSettings): Json {
  return settings as unknown as Json;
}

/** Returns what the journal's first event froze, or undefined when it is not that of a session of ours. */
export function settingsFrom(value: Json | undefined): SessionSettings | undefined {
  if (!isRecord(value) || typeof value['prompt'] !== 'string') return undefined;
  const { settings } = value;
  if (!isRecord(settings) || !isRecord(settings['maker'])) return value as unknown as SessionSettings;
  return {
    ...value,
    settings: { ...settings, maker: today(settings['maker']) },
  } as unknown as SessionSettings;
}

/** What sessions of before had no word for; their `adaptiveK` is what `dissentSensitive` is now. */
function today(maker: JsonRecord): Json {
  if ('votingRule' in maker) return maker;
  const dissentSensitive = maker['adaptiveK'] ?? false;
  return {
    ...maker,
    votingRule: 'ahead-by-k',
    dissentSensitive,
    adaptiveK: false,
    targetSuccess: 0.99,
    kMax: 10,
  };
}
