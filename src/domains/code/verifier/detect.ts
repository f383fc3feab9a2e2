import { MicrofactoryError } from '../../../engine/error.ts';
import type { DomainSettings } from '../../../engine/maker/domain.ts';
import type { FolderView } from '../../folder/folder-view.ts';
import { classified } from './classify.ts';
import { findCommand, lookedFor } from './find.ts';
import type { Verifier } from './verifier.ts';

/** Returns the verifier from the settings, else the one that the folder's files speak for; throws `verifier` when there is none. */
export async function detectVerifier(
  view: FolderView,
  configured: DomainSettings['verifier'],
): Promise<Verifier> {
  const named = commandOf(configured);
  if (named) return classified({ command: named, from: 'the configuration', view });
  const found = await findCommand(view);
  if (found) return classified({ command: { argv: found.argv }, from: found.from, view });
  const where = view.folder === '' ? 'this folder' : `"${view.folder}"`;
  throw new MicrofactoryError({
    code: 'verifier',
    message: `No way to test ${where} was found (looked for ${lookedFor()}); name a command under "verifier" in microfactory.yaml.`,
  });
}

function commandOf(configured: DomainSettings['verifier']): Verifier['command'] | undefined {
  if (configured?.argv !== undefined && configured.argv.length > 0) return { argv: configured.argv };
  if (configured?.shellLine !== undefined && configured.shellLine.trim() !== '')
    return { shellLine: configured.shellLine };
  return undefined;
}
