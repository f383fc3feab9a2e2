import type { BaseUrls } from '../protocol/service.ts';
import type { AskPolicy, OnGate, ProviderName, VotingRule } from './settings.ts';

/** What a face has settings for: it counts beneath every configuration file and above what is built in. */
export interface SettingsDefaults extends Omit<SettingsOverrides, 'seed' | 'dryRun'> {
  readonly recordExchanges?: boolean | undefined;
  /** From settings of the user's own, never from a workspace's. */
  readonly baseUrls?: BaseUrls | undefined;
  /** Sections `domains.<name>` of the user's own settings and of extensions; relative paths start at the home folder. */
  readonly domains?: Readonly<Record<string, unknown>> | undefined;
}

/** What a run or a resume may set besides configuration; undefined leaves it to configuration. */
export interface SettingsOverrides {
  readonly domain?: string | undefined;
  readonly provider?: ProviderName | undefined;
  readonly model?: string | undefined;
  /** Models of the provider that answer in turn. */
  readonly models?: readonly string[] | undefined;
  /** Of the solver. */
  readonly samples?: number | undefined;
  /** Of the solver. */
  readonly k?: number | undefined;
  readonly votingRule?: VotingRule | undefined;
  readonly dissentSensitive?: boolean | undefined;
  readonly adaptiveK?: boolean | undefined;
  readonly targetSuccess?: number | undefined;
  readonly maxConcurrentLlm?: number | undefined;
  readonly maxConcurrentSteps?: number | undefined;
  readonly batch?: boolean | undefined;
  readonly maxUsd?: number | undefined;
  readonly maxTokens?: number | undefined;
  readonly maxCalls?: number | undefined;
  readonly maxMinutes?: number | undefined;
  readonly ask?: AskPolicy | undefined;
  readonly onGate?: OnGate | undefined;
  readonly seed?: string | undefined;
  readonly dryRun?: boolean | undefined;
}
