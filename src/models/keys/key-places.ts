import type { KeyPlace } from '../../protocol/models.ts';
import type { HttpProvider } from '../../protocol/providers.ts';
import { keySources } from './resolve-key.ts';

export interface KeyPlacesOptions {
  readonly provider: HttpProvider;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeEnvFile?: string;
  /** Keys that a face handed over: they stand in `env`, above the environment's own. */
  readonly handedOver?: HandedOverKeys | undefined;
}

/** Which variables of an environment a face set, by name. */
export interface HandedOverKeys {
  has(variable: string): boolean;
  /** The environment has a value of its own beneath it. */
  hides(variable: string): boolean;
}

/** Returns where the provider's key is; the first place is the one whose key is used. */
export function keyPlaces({ handedOver, ...options }: KeyPlacesOptions): KeyPlace[] {
  return [...keySources(options)].flatMap(({ key, source, name }): KeyPlace[] => {
    if (key === undefined || key === '') return [];
    if (source === 'none') return [];
    if (source !== 'environment') return [{ source, name }];
    if (handedOver?.has(name) !== true) return [{ source, name }];
    const stored: KeyPlace = { source: 'secret-storage', name };
    return handedOver.hides(name) ? [stored, { source, name }] : [stored];
  });
}
