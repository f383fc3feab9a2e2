import { isDeepStrictEqual } from 'node:util';
import { isRecord, parseJson } from '../../engine/json.ts';

/** True for the file whose scripts npm and others execute. */
export function isPackageManifest(path: string): boolean {
  return path.toLowerCase().split('/').at(-1) === 'package.json';
}

/** True when the change alters what can be executed; a manifest that cannot be read counts as altered. */
export function changesScripts(before: Uint8Array | undefined, after: Uint8Array | null): boolean {
  if (after === null) return false;
  const scripts = scriptsOf(after);
  if (scripts === 'unreadable') return true;
  return !isDeepStrictEqual(scripts, before === undefined ? {} : scriptsOf(before));
}

function scriptsOf(manifest: Uint8Array): Record<string, unknown> | 'unreadable' {
  const parsed = parseJson(
    Buffer.from(manifest)
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  );
  if (!isRecord(parsed)) return 'unreadable';
  const { scripts = {} } = parsed;
  return isRecord(scripts) ? scripts : 'unreadable';
}
