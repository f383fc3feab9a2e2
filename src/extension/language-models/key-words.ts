import type { KeyPlace, ProviderModels } from '../../protocol/models.ts';
import { httpProvider, type HttpProvider } from '../../protocol/providers.ts';
import { t } from '../l10n.ts';

/** Returns the provider's name as people write it. */
export function providerLabel(provider: HttpProvider): string {
  return provider === 'compatible' ? t('Compatible server') : httpProvider(provider).title;
}

/** Returns in words where a key is. */
export function placeInWords({ source, name }: KeyPlace): string {
  if (source === 'secret-storage') return t('the editor’s secret storage');
  return source === 'home-env-file' ? t('{0} in ~/.env', name) : t('{0} of the environment', name);
}

/** Returns which key is used, and what it hides; empty where there is none. */
export function placesInWords([used, ...hidden]: readonly KeyPlace[]): string {
  if (used === undefined) return '';
  const winner = placeInWords(used);
  return hidden.length === 0
    ? t('key from {0}', winner)
    : t('key from {0}, before {1}', winner, hidden.map(placeInWords).join(', '));
}

/** Returns what a first look with the key showed, in a sentence. */
export function testedInWords(
  provider: HttpProvider,
  listed: ProviderModels | undefined,
  places: readonly KeyPlace[],
): string {
  const source = placesInWords(places);
  const from = source === '' ? '' : ` (${source})`;
  return listed === undefined || listed.problem !== null
    ? t(
        '{0} is not ready{1}: {2}',
        providerLabel(provider),
        from,
        listed?.problem ?? t('it lists no models.'),
      )
    : t('{0} takes the key{1} and offers {2} models.', providerLabel(provider), from, listed.models.length);
}
