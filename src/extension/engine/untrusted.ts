import { MicrofactoryError } from '../../engine/error.ts';
import { t } from '../l10n.ts';

/** The one sentence with which everything is refused in an untrusted workspace. */
export function untrusted(): MicrofactoryError {
  const message = t('Microfactory starts nothing in an untrusted workspace: trust it first.');
  return new MicrofactoryError({ code: 'guard', message });
}
