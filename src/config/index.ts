export { BUILT_IN_DOMAINS, DEFAULT_MODELS } from './defaults.ts';
export { configuredDomains, type ConfiguredDomain } from './configured-domains.ts';
export { loadSettings, type LoadedSettings, type LoadSettingsOptions } from './load-settings.ts';
export { overrideSettings } from './override-settings.ts';
export type { SettingsDefaults, SettingsOverrides } from './overrides.ts';
export { microfactoryHome, type Environment } from './sources/microfactory-home.ts';
export { shippedRoot } from './sources/shipped-root.ts';
export type { AskPolicy, OnGate, ProviderName, RoleSettings, Settings } from './settings.ts';
