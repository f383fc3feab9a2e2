import type { Settings } from '../config/settings.ts';
import { isRecord, type Json } from '../engine/json.ts';

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
  return isRecord(value) && typeof value['prompt'] === 'string'
    ? (value as unknown as SessionSettings)
    : undefined;
}
