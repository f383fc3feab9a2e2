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
}

/**
 * Returns who answers. `levels` run from strongest to weakest. A model named together with another provider is passed
 * over: `--llm-provider anthropic` must not ask Anthropic for the OpenAI model of the configuration.
 */
export function providerAndModel(levels: readonly ProviderLevel[], fallback: ProviderName): ProviderAndModel {
  const provider = levels.find((level) => level.provider !== undefined)?.provider ?? fallback;
  const fitting = levels.find((level, index) => {
    const meant = levels.slice(index).find((each) => each.provider !== undefined)?.provider ?? provider;
    return level.model !== undefined && meant === provider;
  });
  return { provider, model: fitting?.model ?? DEFAULT_MODELS[provider] };
}
