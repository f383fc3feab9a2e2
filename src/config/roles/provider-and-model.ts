import { DEFAULT_MODELS } from '../defaults.ts';
import type { ProviderName } from '../settings.ts';

/** What one level (flag, role, domain …) says of who answers. */
export interface ProviderLevel {
  readonly provider?: ProviderName | undefined;
  readonly model?: string | undefined;
}

export interface ProviderAndModel {
  readonly provider: ProviderName;
  /** Undefined when the provider has no default model and no level names one. */
  readonly model: string | undefined;
  /** Which level named the model; -1 when none did. */
  readonly level: number;
}

/**
 * Returns who answers. `levels` run from strongest to weakest. A model named together with another provider is passed
 * over: `--llm-provider anthropic` must not ask Anthropic for the OpenAI model of the configuration.
 */
export function providerAndModel(levels: readonly ProviderLevel[], fallback: ProviderName): ProviderAndModel {
  const provider = levels.find((level) => level.provider !== undefined)?.provider ?? fallback;
  const level = levels.findIndex((each, index) => {
    const meant = levels.slice(index).find((other) => other.provider !== undefined)?.provider ?? provider;
    return each.model !== undefined && meant === provider;
  });
  return { provider, model: levels[level]?.model ?? DEFAULT_MODELS[provider], level };
}
